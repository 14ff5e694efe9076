"""Small reports in plain text, to see what is read out of their sentences and found in them."""

from uppsikt.reading import read_text
from uppsikt.review import review
from uppsikt.review.gather import gather
from uppsikt.review.material import Reviewed
from uppsikt.review.model import Finding, Statement

TABLE = """
Verksamheternas nettokostnader

Tkr               Utfall 2023-08  Budget 2024  Budget 2024-08  Utfall 2024-08  Prognos 2024

Förskola                 -40 120      -64 200         -42 800         -43 912       -66 000

Grundskola               -81 300     -128 700         -85 800         -84 050      -126 700

Fritidshem               -11 020      -17 400         -11 600         -11 600       -17 400

Buffert                        0       -2 000          -1 333               0             0

Summa                   -132 440     -212 300        -141 533        -139 562      -210 100

"""


def report(text: str, *, table: str = TABLE, title: str = "Delårsrapport augusti 2024") -> str:
    """A school committee's report with a table of its activities and a text after it."""
    return f"{title}\n\nBarn- och skolnämnden\n\n{table}\n{text}\n"


def reviewed(text: str, **more: str) -> Reviewed:
    """What is read out of a small report with the text in it."""
    return gather([read_text(report(text, **more), "rapport.txt")]).reviewed[0]


def prose(text: str, **more: str) -> list[str]:
    """What the sentences of a text state, one line a statement: name, value and unit."""
    return [line_of(one) for one in reviewed(text, **more).prose]


def line_of(statement: Statement) -> str:
    """A statement in one line: ``forecast förskola 2024 = 66000 tkr ±500``."""
    factor = statement.unit.factor
    value, half = statement.value / factor, statement.figure.half / factor
    sign = "+" if statement.signed and value > 0 and statement.unit.is_money else ""
    name = statement.name
    return (
        f"{name.what.value} {name.of.activity or '-'} {name.when} = "
        f"{sign}{float(value):g} {statement.unit.symbol} ±{float(half):g}"
    )


def found(text: str, *codes: str, **more: str) -> list[Finding]:
    """The findings of some rules on a small report."""
    findings = review([read_text(report(text, **more), "rapport.txt")]).findings
    return [one for one in findings if one.code in codes]

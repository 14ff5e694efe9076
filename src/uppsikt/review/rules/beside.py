"""What a sentence tells of the table it stands beside, word for word."""

import re
from collections.abc import Iterable, Iterator, Sequence

from uppsikt.figures import Unit, change, find_contradictions, value_text
from uppsikt.reading import Number
from uppsikt.review.beside import Beside, as_told, beside, digits
from uppsikt.review.lexicon.calendar import MONTH
from uppsikt.review.lexicon.hedges import is_approximate, is_bound
from uppsikt.review.lexicon.vocabulary import month
from uppsikt.review.material import Material
from uppsikt.review.model import Cure, Finding, Named
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.tables.columns import unit_of
from uppsikt.review.tables.grid import Grid, Spot, as_figure, line_name
from uppsikt.review.tables.slips import differs_by_a_slip
from uppsikt.review.units import THOUSAND


@rule("beside-table", "Meningen mot tabellen bredvid")
def check_beside(material: Material) -> Iterable[Finding]:
    """A sentence under a table that repeats its cell says what the cell says.

    Told are four things that leave no doubt which cell is meant: the same digits in another unit
    of money (``4 012 kr`` for ``4 012 tkr``), a surplus called a deficit, a difference between the
    cell of this year and that of a year which the sentence names, and the count of a month with
    a digit wrong or two swapped.
    """
    for one in material.reviewed:
        for each in beside(one):
            yield from _units(each)
            yield from _differences(each)
            yield from _months(each)
        yield from _signs(list(beside(one, parted=1)))


_NOT_THE_SAME = re.compile(
    r"\b(?:per|varje|moms|(?:för|till)\s(?:en|ett)|kostar|enligt budget)\b|[/àá]|"
    r"\b(?:styck|snitt|genomsnitt|medel|pris|avgift|dygn|timm|plats|hyra|nyckeltal)",
    re.IGNORECASE,
)
"""Words of prices, which stand in kronor in tables of thousands as well."""
_TELLING = 4
"""So many digits, the last of them no zero, are printed twice by chance in no report."""


def _units(one: Beside) -> Iterator[Finding]:
    """``I oktober betalades 4 012 kr ut`` under a table in tkr that prints 4 012."""
    if _NOT_THE_SAME.search(one.text):
        return
    for number in one.sentence.numbers:
        unit = number.amount.unit
        plain = digits(number.text)
        if unit is None or not unit.is_money or is_approximate(one.text[: number.start]):
            continue
        if len(plain.replace(",", "")) < _TELLING or plain.endswith("0"):
            continue
        spots = one.same_print(number)
        if len(spots) == 1 and _thousand_apart(one.grid, spots[0], unit):
            yield _unit_finding(one, number, spots[0])


def _thousand_apart(grid: Grid, spot: Spot, unit: Unit) -> bool:
    """Whether a cell is in a unit of money a thousand from another, and so is its whole table."""
    held = grid.at(spot)
    if held is None or not held.stated or not held.unit.is_money:
        return False
    if _NOT_THE_SAME.search(grid.where(spot)) or _NOT_THE_SAME.search(grid.table.title.text):
        return False
    low, high = sorted((held.unit.factor, unit.factor))
    return high == low * THOUSAND and all(
        unit_of(one) in (None, held.unit) for one in (grid.head(spot[1]), grid.label(spot[0]))
    )


def _unit_finding(one: Beside, number: Number, spot: Spot) -> Finding:
    held = one.grid.at(spot)
    assert held is not None, "the cell was found by its print"
    assert number.amount.unit is not None, "the number is money"
    told = f"{number.text} {number.amount.unit.symbol}"
    right = f"{held.number.text} {held.unit.symbol}"
    return Finding(
        code="beside-table",
        message=f"Texten säger {told} men tabellen {right}: tusen gånger så mycket eller lite.",
        marks=(one.mark(number), one.grid.mark(spot)),
        values=(Named("i texten", told, 0), Named(one.grid.where(spot), right, 1)),
        expected=right,
    )


_DIFFERENCE = re.compile(
    r"(?P<now>\d[\d ,]{1,15}\d)\s(?:tkr|mnkr|kr|kronor)?[^.;:()]{0,40},\svilket\s(?:är|var)\s"
    r"(?P<by>\d[\d ,]{0,15})\s(?:(?:tkr|mnkr|kr|kronor)\s)?"
    r"(?P<way>högre|lägre|mer|mindre|fler|färre)\sän\s(?:(?:under\s|i\s)?samma\s(?:period|tid|månader)\s|(?:under\s)?(?:år\s)?)?"
    r"(?P<year>20\d\d)\s?\.?$",
)
_UP = ("högre", "mer", "fler")
_BARE_YEAR = re.compile(r"(?:utfall |år |bokslut )?(20\d\d)", re.IGNORECASE)


def _differences(one: Beside) -> Iterator[Finding]:
    """``40 681 tkr, vilket är 1 166 tkr lägre än samma period 2023``, both years in one row."""
    match = _DIFFERENCE.search(one.text) if "vilket" in one.text else None
    if match is None or one.year is None:
        return
    now, by = (one.number_at(match.start(name)) for name in ("now", "by"))
    years = {year: column for column in one.grid.columns if (year := _year(one.grid, column))}
    this, before = years.get(one.year), years.get(int(match["year"]))
    if now is None or by is None or this is None or before is None or len(one.sentence.numbers) > 3:
        return
    rows = [row for row, column in one.same_print(now) if column == this]
    if len(rows) == 1 and len(digits(now.text)) >= _TELLING and this != before:
        yield from _difference(one, by, ((rows[0], this), (rows[0], before)), match["way"] in _UP)


def _year(grid: Grid, column: int) -> int | None:
    """The year that a column's head is all of."""
    found = _BARE_YEAR.fullmatch(grid.head(column))
    return int(found[1]) if found else None


def _difference(one: Beside, by: Number, spots: Sequence[Spot], up: bool) -> Iterator[Finding]:
    """The finding on a told difference of two cells; costs printed with a minus are turned."""
    now, before = (one.grid.at(spot) for spot in spots)
    if now is None or before is None or by.amount.unit not in (None, now.unit):
        return
    if is_approximate(one.text[: by.start]) or is_bound(one.text[: by.start]):
        return
    if (now.value < 0) is not (before.value < 0) or now.unit is not before.unit:
        return
    step, of, base = (line_name(key) for key in ("skillnad", "nu", "förut"))
    told = as_told(by, now.unit, "skillnad", below=not up)
    turned = now.value < 0
    sides = [as_figure(now, of, "tabellen", turned=turned)]
    sides.append(as_figure(before, base, "tabellen", turned=turned))
    found = find_contradictions([told, *sides], [change(step, of, base)])
    if found:
        right = value_text(found[0].expected, now.unit)
        yield Finding(
            code="beside-table",
            message=f"Texten säger skillnaden {value_text(told.value, now.unit)} men tabellens tal "
            f"ger {right}.",
            marks=(one.mark(by), *(one.grid.mark(spot) for spot in spots)),
            values=(Named("i texten", by.text, 0),),
            expected=right,
            tolerance=value_text(found[0].tolerance, now.unit),
        )


_COUNTED = re.compile(
    rf"(?:I|Under)\s(?P<month>{MONTH})(?:\s(?P<year>20\d\d))?\s(?:hade|fick|tog)\s"
    r"(?P<who>[^\W\d_]+(?:\s[^\W\d_]+)?)\s(?:emot\s)?(?P<number>\d[\d ]*)\s"
    r"(?P<noun>[^\W\d_]{4,})\s?\.?"
)


def _months(one: Beside) -> Iterator[Finding]:
    """``Under juli hade museet 9 780 besök`` where museum and July print 9 870."""
    match = _COUNTED.fullmatch(one.text.strip())
    number = one.number_at(match.start("number")) if match else None
    if match is None or number is None or number.amount.unit not in (None, Unit.COUNT):
        return
    spot = _month_cell(one, match)
    held = one.grid.at(spot) if spot else None
    if spot is None or held is None or held.unit is not Unit.COUNT or one.same_print(number):
        return
    told, cell = as_told(number, Unit.COUNT, "antal"), as_figure(held, line_name("antal"), "")
    slip = differs_by_a_slip(digits(number.text), digits(held.number.text))
    if slip and len(digits(number.text)) >= _TELLING and find_contradictions([told, cell], []):
        yield Finding(
            code="beside-table",
            message=f"Texten säger {number.text} men tabellen {held.number.text}.",
            marks=(one.mark(number), one.grid.mark(spot)),
            values=(
                Named("i texten", number.text, 0),
                Named(one.grid.where(spot), held.number.text, 1),
            ),
            expected=held.number.text,
            cures=(Cure(one.mark(number).place, number.text, held.number.text),),
        )


def _month_cell(one: Beside, match: re.Match[str]) -> Spot | None:
    """The cell of a month and of whom, in a table of what the sentence counts in its year."""
    corner = one.grid.table.corner.text.casefold()
    heads = [one.grid.head(column).casefold() for column in one.grid.columns]
    year = match["year"] or (str(one.year) if one.year else "")
    if match["noun"].casefold() not in corner.split() or (
        re.search(r"20\d\d", corner) and (not year or year not in corner)
    ):
        return None
    rows = [row for row in one.grid.rows if month(one.grid.table.rows[row].label.text) is not None]
    named = month(match["month"])
    rows = [row for row in rows if month(one.grid.table.rows[row].label.text) == named]
    who = match["who"].casefold().removesuffix("et").removesuffix("en")
    columns = [place for place, head in enumerate(heads) if who in head and len(who) >= _STEM]
    return (rows[0], columns[0]) if len(rows) == len(columns) == 1 else None


_STEM = 4
_RESULT = re.compile(
    r"(?P<who>[A-ZÅÄÖ][^.;:,\d]{3,60}?)\s(?:beräknar|prognostiserar|räknar\smed|redovisar)\s"
    r"(?:ett\s)?(?P<sign>under|över)skott\s(?:på|om)\s(?P<number>\d[\d ]*(?:,\d+)?)\s"
    r"(?:tkr|mnkr|kr)\b"
)
_VARIANCE = re.compile(r"avvikelse|resultat|\bavv\b|över-?/?\s?underskott", re.IGNORECASE)


def _signs(told: Sequence[Beside]) -> Iterator[Finding]:
    """``Nämnden beräknar ett underskott på 3,2 mnkr`` where its row has 3,2 with a plus.

    Whether a table prints deficits with a minus is shown by the other sentences of the kind.
    """
    fits: dict[int, int] = {}
    wrong: list[tuple[Beside, Number, Spot]] = []
    for one in told:
        found = _result_cell(one)
        if found is None:
            continue
        number, spot, deficit = found
        held = one.grid.at(spot)
        if held is not None and (held.value < 0) is deficit:
            fits[id(one.grid)] = fits.get(id(one.grid), 0) + 1
        else:
            wrong.append((one, number, spot))
    for one, number, spot in wrong:
        same = [other for other, _, _ in wrong if other.grid is one.grid]
        if fits.get(id(one.grid), 0) > len(same):
            yield _sign_finding(one, number, spot)


def _result_cell(one: Beside) -> tuple[Number, Spot, bool] | None:
    """The number of a told surplus or deficit, its cell, and whether a deficit is told."""
    match = _RESULT.match(one.text)
    number = one.number_at(match.start("number")) if match else None
    if match is None or number is None or number.amount.number == 0:
        return None
    who = match["who"].casefold()
    spots = [
        (row, column)
        for row, column in one.same_print(number)
        if one.grid.table.rows[row].label.text.strip().casefold() == who
        and _VARIANCE.search(one.grid.head(column))
    ]
    held = one.grid.at(spots[0]) if len(spots) == 1 else None
    if held is None or held.unit is not number.amount.unit:
        return None
    return number, spots[0], match["sign"] == "under"


def _sign_finding(one: Beside, number: Number, spot: Spot) -> Finding:
    held = one.grid.at(spot)
    deficit = held is not None and held.value < 0
    told, right = ("överskott", "underskott") if deficit else ("underskott", "överskott")
    start = one.text.index(told)
    return Finding(
        code="beside-table",
        message=f"Texten säger ett {told} på {number.text}, men tabellen har ett {right}.",
        marks=(
            mark_in(one.file, one.sentence.text, start, number.end),
            one.grid.mark(spot),
        ),
        values=(Named("i texten", f"{told} {number.text}", 0),),
        expected=right,
    )

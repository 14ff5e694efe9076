"""What is wrong with a ledger file once it is known whose its rows are.

`ledger` finds what is wrong within the file; here it is held against the set-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from uppsikt.figures import UppsiktError, join_words, kronor, number
from uppsikt.ledger import LedgerFile, Problem
from uppsikt.organisation.rules import Group, group_of

_LISTED = 20
_CODES_SHOWN = 5


class ImportRefused(UppsiktError):
    """A ledger file has problems that stop it; `problems` holds all of them."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = "en brist" if len(problems) == 1 else f"{len(problems)} brister"
        super().__init__(
            f"{file} är inte inläst: filen har {count} som stoppar.",
            where=file,
            values=listed(problems),
            todo="Rätta filen, eller läs in den ändå med --accept: då noteras vad som godtogs. "
            "Ingenting har ändrats.",
        )


def listed(problems: Sequence[Problem]) -> list[str]:
    """The problems as texts; a long list is cut and says so."""
    rest = len(problems) - _LISTED
    cut = [f"listan är kortad: {rest} brister till"] if rest > 0 else []
    return [*(problem_text(problem) for problem in problems[:_LISTED]), *cut]


def problem_text(problem: Problem) -> str:
    """A problem with its line and voucher, on one line."""
    place = f"rad {problem.line}" if problem.line else ""
    voucher = f"verifikation {problem.voucher}" if problem.voucher else ""
    where = ", ".join(part for part in (place, voucher) if part)
    return f"{where}: {problem.message}" if where else problem.message


_LOGGED = {
    "unbalanced": "obalanserad",
    "no_rows": "saknar rader",
    "unfinished": "slutar mitt i en rad",
    "unknown_account": "konto utanför kontoplanen",
    "outside_year": "utanför räkenskapsåret",
    "cut": "troligen avklippt",
    "nothing_booked": "saknar det som filtypen har",
    "stray_line": "rad utan etikett",
    "odd_objects": "objektlista utan par",
    "unclear_balance": "oklart saldo",
    "checksum": "fel kontrollsumma",
    "overlap": "rader som överlappar",
    "months-to-come": "månader som inte har börjat",
    "not-whole": "kanske inte hela bokföringen",
    "nobodys": "ingen nämnds rader",
    "left-behind": "en nämnd saknas",
    "no-line": "koder utan rapportrad",
    "no-group": "konton utan kontogrupp",
}
"""What the audit log says of each problem that stops, in few words."""


def logged(problems: Iterable[Problem]) -> list[str]:
    """The problems as the audit log tells them: their lines and what they are.

    A message may repeat what stands in the file, as a voucher's text that a line break has torn
    apart, and such a text must never come into the log.
    """
    lines: dict[str, list[int]] = {}
    for problem in problems:
        lines.setdefault(_LOGGED.get(problem.code, problem.code), []).append(problem.line)
    return [_logged(what, its) for what, its in lines.items()]


def _logged(what: str, lines: Sequence[int]) -> str:
    places = [str(line) for line in lines[:_CODES_SHOWN] if line]
    rest = f" och {len(lines) - _CODES_SHOWN} till" if len(lines) > _CODES_SHOWN else ""
    return f"{what} (rad {', '.join(places)}{rest})" if places else what


def find_time(file: LedgerFile, name: str, today: date) -> Iterator[Problem]:
    """A file about months that have not begun: a wrong year, more often than not."""
    this_month = today.year * 100 + today.month
    if file.last_month > this_month:
        yield _problem(
            "months-to-come",
            name,
            f"Filen gäller till och med {_month(file.last_month)}, men nu är det "
            f"{_month(this_month)}. Kontrollera året.",
        )


def find_kind(file: LedgerFile, name: str, *, takes_over: bool) -> Iterator[Problem]:
    """A file of vouchers without any balances (type 4I) may be less than its months' ledger.

    It stops only where it `takes_over` what counts now. Source: SIE 4B, type 4I holds the
    vouchers that a system in front hands over.
    """
    if file.kind != "sie4i":
        return
    lost = " Tidigare uppgifter för månaderna skulle ersättas." if takes_over else ""
    message = (
        "Filen har verifikationer men inga saldon (typ 4I), så det går inte att se om den är hela "
        f"bokföringen. Den räknas som det för sina månader.{lost} Exportera hellre typ 4E."
    )
    yield Problem("not-whole", takes_over, name, 0, "", message)


def find_place(
    rows: pl.DataFrame, groups: Mapping[str, Sequence[Group]], only: str | None, name: str
) -> Iterator[Problem]:
    """Rows without a report line or an account group, and a file that is nobody's at all.

    `rows` is the attributed cube; `groups` are each committee's account groups.
    """
    own = rows.filter(pl.col("committee") != "")
    if own.is_empty():
        whose = f"nämnden {only}" if only else "någon upplagd nämnd"
        yield _problem(
            "nobodys",
            name,
            f"Ingen av filens rader hör till {whose}. Kontrollera att det är rätt fil, "
            "nämndens ansvar och verksamheter, och dimensionernas nummer.",
        )
    for (committee,), part in own.group_by("committee", maintain_order=True):
        slug = str(committee)
        yield from _without_line(slug, part, name)
        yield from _without_group(slug, part, groups.get(slug, ()), name)


def find_left_behind(committees: Iterable[str], name: str) -> Iterator[Problem]:
    """Committees that the ledger which the file takes the place of has rows for, but not the file.

    Either their rows were moved, or the file is an extract and they would be wiped out.
    """
    for slug in committees:
        yield _problem(
            "left-behind",
            name,
            f"Filen har inga rader för nämnden {slug}, men det har bokföringen som den ersätter. "
            "Läses den in blir nämndens utfall noll för filens månader. Är filen ett utdrag för "
            "en nämnd, ange den med --committee.",
        )


def _without_line(committee: str, part: pl.DataFrame, name: str) -> Iterator[Problem]:
    lost = part.filter(pl.col("line") == "")
    if not lost.is_empty():
        codes = lost.select("unit", "activity").unique(maintain_order=True).iter_rows()
        yield _problem(
            "no-line",
            name,
            f"{rows_text(int(lost['rows'].sum()))} hör till nämnden {committee} men till ingen "
            f"rapportrad, tillsammans {kronor(int(lost['amount'].sum()))}: "
            f"{_some(f'ansvar {unit} verksamhet {activity}' for unit, activity in codes)}. "
            "Lägg till koderna i installationsfilen.",
        )


def _without_group(
    committee: str, part: pl.DataFrame, groups: Sequence[Group], name: str
) -> Iterator[Problem]:
    pairs = part.select("account", "last").unique(maintain_order=True)
    lost = {account for account, month in pairs.iter_rows() if not group_of(account, month, groups)}
    if lost and groups:
        amount = int(part.filter(pl.col("account").is_in(sorted(lost)))["amount"].sum())
        yield _problem(
            "no-group",
            name,
            f"Konton som nämnden {committee} använder hör inte till någon kontogrupp, "
            f"tillsammans {kronor(amount)}: {_some(sorted(lost))}. "
            "Lägg till dem i installationsfilen.",
        )


def _problem(code: str, file: str, message: str) -> Problem:
    return Problem(line=0, code=code, stops=True, file=file, voucher="", message=message)


def _some(codes: Iterable[str]) -> str:
    listed = list(codes)
    if len(listed) > _CODES_SHOWN:
        return f"{', '.join(listed[:_CODES_SHOWN])} och {len(listed) - _CODES_SHOWN} till"
    return join_words(listed)


def _month(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"


def rows_text(count: int) -> str:
    """`1 rad`, `6 699 rader`."""
    return f"{number(count, 0)} {'rad' if count == 1 else 'rader'}"

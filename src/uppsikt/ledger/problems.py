"""The texts of what is wrong in a readable file. Both readers word a problem here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from uppsikt.figures import join_words, kronor, number
from uppsikt.ledger.faults import shown
from uppsikt.ledger.model import Problem

LIMIT = 500
_ENCODINGS = {"cp437": "PC8", "cp1252": "Latin-1 (Windows)", "utf-8": "UTF-8"}


def encoding(path: Path, said: str, found: str) -> Problem:
    """The file is not in PC8, which is all that ``#FORMAT`` may say."""
    claim = f"#FORMAT säger {shown(said)}" if said else "#FORMAT saknas"
    message = (
        f"Teckenkodningen är {_ENCODINGS[found]}, men {claim}. Filen är läst som "
        f"{_ENCODINGS[found]}; kontrollera att å, ä och ö ser rätt ut."
    )
    return Problem("encoding", False, path.name, 1, "", message)


def table_notes(path: Path, notes: Iterable[str]) -> list[Problem]:
    """What was left out of a table, and what else its reader tells."""
    return [Problem("table", False, path.name, 0, "", note) for note in notes]


def unbalanced(path: Path, line: int, voucher: str, sum_: int) -> Problem:
    """A voucher whose rows do not sum to zero; ``sum_`` in öre, in the file's sign."""
    message = (
        f"Verifikation {shown(voucher)} balanserar inte: raderna summerar till {kronor(sum_)}, "
        "inte till noll. Rätta den i ekonomisystemet och exportera filen på nytt."
    )
    return Problem("unbalanced", True, path.name, line, voucher, message)


def no_rows(path: Path, line: int, voucher: str) -> Problem:
    """A ``#VER`` without the braces that its rows stand in."""
    message = (
        f"Verifikation {shown(voucher)} saknar sina rader: efter #VER ska {{ och }} följa. Filen "
        "kan vara avklippt. Exportera den på nytt."
    )
    return Problem("no_rows", True, path.name, line, voucher, message)


def unfinished(path: Path, line: int) -> Problem:
    """A file whose last line has no line break: an amount there may lack digits."""
    message = (
        "Filen slutar mitt i en rad, utan radbrytning. Den kan vara avklippt, så att siffror "
        "eller rader saknas. Exportera eller överför filen på nytt."
    )
    return Problem("unfinished", True, path.name, line, "", message)


def unknown_account(path: Path, line: int, voucher: str, account: str, count: int) -> Problem:
    """An account that no ``#KONTO`` names, with its first row."""
    message = (
        f"Konto {shown(account)} finns inte i filens kontoplan (#KONTO). Det används på "
        f"{_rows(count)}, först här. Lägg upp kontot eller rätta raderna, och exportera på nytt."
    )
    return Problem("unknown_account", True, path.name, line, voucher, message)


def outside_year(path: Path, line: int, voucher: str, date: int, year: tuple[int, int]) -> Problem:
    """A voucher or a period that is not in the file's own year."""
    what = f"Verifikation {shown(voucher)} har datum" if voucher else "Saldot gäller"
    message = (
        f"{what} {_date(date)}, men filens räkenskapsår är {_date(year[0])}–"
        f"{_date(year[1])}. Kontrollera att det är rätt fil och rätta datumet. Godtas filen ändå "
        "räknas raderna inte i någon period."
    )
    return Problem("outside_year", True, path.name, line, voucher, message)


def same_number(path: Path, lines: Sequence[int], voucher: str) -> Problem:
    """A voucher number that is used more than once; the amounts are all counted."""
    message = (
        f"Verifikation {shown(voucher)} finns {len(lines)} gånger (rad {_some(lines)}). "
        "Alla räknas med. Kontrollera att ingen av dem är en dubblett."
    )
    return Problem("same_number", False, path.name, lines[0], voucher, message)


def control(path: Path, line: int, account: str, label: str, sums: tuple[int, int]) -> Problem:
    """The file's own balance of an account says another sum than its rows (stated, booked)."""
    message = (
        f"Konto {shown(account)}: {label} säger {kronor(sums[0])}, men raderna i filen summerar "
        f"till {kronor(sums[1])}. Raderna gäller. Kontrollera att filen är hel."
    )
    return Problem("control", False, path.name, line, "", message)


def cut(path: Path, line: int, months: Sequence[int]) -> Problem:
    """A file whose balances differ from its vouchers by more than one (months as yyyymm)."""
    named = join_words([_date(month) for month in months])
    message = (
        f"Filens egna saldon{f' för {named}' if named else ''} säger något annat än dess "
        "verifikationer, och skillnaden är större än vad en enda verifikation kan förklara. "
        "Filen är troligen avklippt: verifikationer saknas. Exportera den på nytt."
    )
    return Problem("cut", True, path.name, line, "", message)


def no_vouchers(path: Path, what: str) -> Problem:
    """A file that lacks what its type promises."""
    message = (
        f"Filen är av {what}. Den kan vara avklippt, eller exporterad med fel urval. "
        "Exportera den på nytt."
    )
    return Problem("nothing_booked", True, path.name, 1, "", message)


def other_years(path: Path, line: int, count: int) -> Problem:
    """Balances of earlier years, which are not taken in."""
    message = (
        f"Filen har också {_rows(count)} med periodsaldon för andra år än sitt eget. De läses "
        "inte in; läs in det årets egen fil."
    )
    return Problem("other_years", False, path.name, line, "", message)


def stray_line(path: Path, line: int, text: str) -> Problem:
    """A line that is no label, no brace and not blank."""
    message = (
        f"Raden börjar inte med en etikett: {shown(text)}. Den är inte läst. En radbrytning "
        "kan ha hamnat mitt i en text; kontrollera raden ovanför."
    )
    return Problem("stray_line", True, path.name, line, "", message)


def odd_objects(path: Path, line: int, inside: str, voucher: str) -> Problem:
    """Braces with a dimension that lacks its object."""
    message = (
        f"Objektlistan {{{shown(inside)}}} ska bestå av par: dimension och objekt. Raden är "
        "läst utan objekt. Rätta den och exportera på nytt."
    )
    return Problem("odd_objects", True, path.name, line, voucher, message)


def unclear_balance(path: Path, line: int, cell: tuple[int, str], why: str) -> Problem:
    """A period balance (month and account) that could be counted twice, or in part."""
    message = (
        f"Periodsaldot för konto {shown(cell[1])}, period {cell[0]}, är oklart: {why} "
        "Exportera filen på nytt, med en rad per konto och period utan objekt."
    )
    return Problem("unclear_balance", True, path.name, line, "", message)


def left_over(path: Path, line: int, cell: tuple[int, str], rest: int) -> Problem:
    """An account told by several sets of dimensions of which none explains all of it."""
    message = (
        f"Konto {shown(cell[1])}, period {cell[0]}, är uppdelat på flera slags objekt. En "
        f"uppdelning är läst, och {kronor(rest)} som den inte täcker står utan objekt."
    )
    return Problem("left_over", False, path.name, line, "", message)


def repeated_object(path: Path, line: int, cell: tuple[int, str]) -> Problem:
    """An object that stands twice under a balance whose whole is known."""
    message = (
        f"Konto {shown(cell[1])}, period {cell[0]}: samma objekt står på flera rader. De är "
        "summerade, och hela kontots saldo gäller. Kontrollera fördelningen på objekt."
    )
    return Problem("repeated_object", False, path.name, line, "", message)


def checksum(path: Path, line: int, stated: str, counted: int) -> Problem:
    """The file's checksum does not match its content."""
    message = (
        f"Kontrollsumman #KSUMMA är {shown(stated)}, men innehållet ger {counted}. Filen har "
        "ändrats eller skadats efter exporten. Exportera den på nytt."
    )
    return Problem("checksum", True, path.name, line, "", message)


def overlap(path: Path, line: int, other: int, account: str) -> Problem:
    """Two rows of period balances with the same codes and a month in common."""
    message = (
        f"Raden har samma koder som rad {other} (konto {shown(account)}) och minst en månad "
        "gemensam, så beloppet kan räknas två gånger. Ta bort eller slå ihop en av dem."
    )
    return Problem("overlap", True, path.name, line, "", message)


def listed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the file's order, at most LIMIT of each code; a last one says what was cut."""
    kept: list[Problem] = []
    seen: Counter[str] = Counter()
    for problem in sorted(problems, key=lambda one: (one.line, one.code, one.message)):
        seen[problem.code] += 1
        if seen[problem.code] <= LIMIT:
            kept.append(problem)
    cut = {code: count - LIMIT for code, count in seen.items() if count > LIMIT}
    return (*kept, *(_cut(kept, code, count) for code, count in sorted(cut.items())))


def _cut(kept: Sequence[Problem], code: str, count: int) -> Problem:
    last = [problem for problem in kept if problem.code == code][-1]
    message = f"Listan är avkortad: {count} fler av samma slag som på rad {last.line} visas inte."
    return Problem(code, last.stops, last.file, last.line, "", message)


def _rows(count: int) -> str:
    return "en rad" if count == 1 else f"{number(count)} rader"


def _date(date: int) -> str:
    text = str(date)
    return "-".join(part for part in (text[:4], text[4:6], text[6:]) if part)


def _some(lines: Sequence[int]) -> str:
    few = ", ".join(str(line) for line in lines[:5])
    return few if len(lines) <= 5 else f"{few} …"

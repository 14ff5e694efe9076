"""All committees together as a document: the first sentences, the tables, what they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from uppsikt.documents import Block, Document, FigureText, Heading, Lead, Run, Runs, Text
from uppsikt.documents.model import Direction
from uppsikt.figures import (
    Period,
    Side,
    join_words,
    month_name,
    plus_minus,
    with_unit,
)
from uppsikt.followup.together.facts import SCALES, Scale, in_pair, internal
from uppsikt.followup.together.last_year import HEADING as LAST_YEAR
from uppsikt.followup.together.last_year import (
    LastYearTogether,
    together_lead,
    together_moves,
    together_table,
)
from uppsikt.followup.together.overview import Overview, OverviewRow
from uppsikt.followup.together.tables import committees_table, pairs_table, sides_table

_NAMED = 3
_NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


def overview_document(page: Overview, last_year: LastYearTogether | None = None) -> Document:
    """The page of all committees as a document, with the internal entries on it.

    `last_year` is shown as published and restated, where something has moved since.
    """
    last, tables = page.period.last_day, [sides_table(page)]
    pairs = pairs_table(page)
    if pairs is not None:
        tables.append(pairs)
    blocks: list[Block] = [
        Lead(overview_lead(page.rows, page.period, page.scale)),
        committees_table(page),
        Heading(1, "Interna poster"),
        Lead(internal_lead(page)),
        *tables,
        *_last_year(last_year),
    ]
    return Document(
        title=f"Nämnderna efter {month_name(page.period.last)} {page.period.year}",
        subtitle="Alla nämnder",
        author="",
        date=f"läget den {last.day} {month_name(last.month)} {last.year}",
        period_text=page.period.to_date_of().text,
        blocks=tuple(blocks),
        identifier=f"namnder-{page.period}-{page.scale.unit.symbol}-{_fingerprint(blocks)}",
    )


def _last_year(found: LastYearTogether | None) -> Iterator[Block]:
    if found is None:
        return
    yield Heading(1, LAST_YEAR)
    yield Lead(together_lead(found))
    yield together_table(found)
    moves = together_moves(found)
    if moves is not None:
        yield moves


def _fingerprint(blocks: Sequence[Block]) -> str:
    return hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]


def overview_lead(
    rows: Sequence[OverviewRow], period: Period, scale: Scale = SCALES["tkr"]
) -> Runs:
    """Which committees are expected to go over their budget, the worst first."""
    known = [row for row in rows if row.variance.printed is not None]
    lacking = _lacking([row.name for row in rows if row.variance.printed is None], period)
    if not known:
        return lacking
    worse = sorted(
        (row for row in known if (row.variance.printed or 0) < 0),
        key=lambda row: row.variance.printed or 0,
    )
    if not worse:
        return (Text(f"{_all_of(known)} väntas hålla sin budget {period.year}. "), *lacking)
    runs: list[Run] = [Text(f"{_part_of(worse, known)} väntas gå över sin budget {period.year}: ")]
    for place, row in enumerate(worse[:_NAMED]):
        name = "" if len(known) == 1 else f"{row.name} "
        printed = row.variance.printed or 0
        runs += [Text((", " if place else "") + name), variance_words(printed, scale)]
    runs.append(Text(" med flera." if len(worse) > _NAMED else "."))
    return (*runs, Text(" "), *lacking)


def variance_words(printed: int, scale: Scale) -> FigureText:
    """A printed forecast variance: minus 6 000 tkr, coloured as worse."""
    direction: Direction = "" if not printed else "better" if printed > 0 else "worse"
    words = plus_minus(printed, scale.unit, scale.decimals)
    return FigureText(words, "prognosavvikelse", direction)


def internal_lead(page: Overview) -> Runs:
    """What was taken out of the sums, and how much of it meets no counter entry."""
    together, facts, scale = page.together, page.together.facts, page.scale
    until = f"till och med {page.period.text}"
    if not facts.booked:
        return (Text(f"Ingen nämnd har något utfall {until}, så det finns inget att räkna bort."),)
    if not together.pairs:
        return (Text(f"Inga interna poster är bokförda {until}."),)

    def amount(side: Side, name: str) -> FigureText:
        printed = together.cell(internal(facts, side)).printed
        words = "okänt belopp" if printed is None else with_unit(
            abs(printed), scale.unit, scale.decimals
        )  # fmt: skip
        return FigureText(words, name)

    return (
        Text("Interna poster är borträknade: intäkter på "),
        amount(Side.INCOME, "interna intäkter"),
        Text(" och kostnader på "),
        amount(Side.COST, "interna kostnader"),
        Text(f" {until}. "),
        *_unmet(page),
    )


def _unmet(page: Overview) -> Runs:
    together, facts, scale = page.together, page.together.facts, page.scale
    unmet = [one for one in together.pairs if together.exact.value(in_pair(facts, one)) != 0]
    if not unmet:
        return (Text("Alla möter sina motposter."),)
    printed = together.cell(internal(facts)).printed or 0
    words = plus_minus(printed, scale.unit, scale.decimals)
    many = "I ett fall" if len(unmet) == 1 else f"I {_count(len(unmet))} fall"
    return (
        Text(f"{many} möts intäkt och kostnad inte; tillsammans är skillnaden "),
        FigureText(words, "möter ingen motpost"),
        Text("."),
    )


def _all_of(known: Sequence[OverviewRow]) -> str:
    if len(known) == 1:
        return known[0].name
    return "Båda nämnderna" if len(known) == 2 else f"Alla {_count(len(known))} nämnder"


def _part_of(worse: Sequence[OverviewRow], known: Sequence[OverviewRow]) -> str:
    if len(worse) == len(known):
        return _all_of(known)
    return f"{_count(len(worse)).capitalize()} av {_count(len(known))} nämnder"


def _lacking(names: Sequence[str], period: Period) -> Runs:
    if not names:
        return ()
    return (Text(f"{join_words(names)} har inga siffror för {period.text}."),)


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)

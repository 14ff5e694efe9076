"""Years that break their row, that have not come yet, or that lie centuries ahead."""

import re
from collections.abc import Iterable, Iterator, Sequence

from uppsikt.reading import Text
from uppsikt.review.lexicon.calendar import MONTH
from uppsikt.review.lexicon.dated import YEAR, dated_values, odd_year
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Named
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.tables.slips import differs_by_a_slip


@rule("year-out-of-line", "År utanför serien")
def check_years(material: Material) -> Iterable[Finding]:
    """A year breaks the row it stands in, or something has already happened in years to come.

    A row of years is told as a note: the order may be meant. That something *was* in a year after
    the report's cannot be true; it is told where the year is far ahead and one digit from the
    report's own. ``Under 2026 har nämnden 45 platser`` speaks of the future. A date more than a
    hundred years ahead is told too: no agreement and no plan says a day then.
    """
    for one in material.reviewed:
        for text in one.passages:
            yield from _odd_in_row(one.index, text)
            yield from _odd_among_values(one.index, text)
        yield from _not_yet(one)
        yield from _centuries_ahead(one)


_ROW = re.compile(
    rf"(?<![\d./:–-])(?<!\d\s){YEAR}"
    rf"(?:(?:,\s?|,?\s(?:och|samt|respektive)\s)(?:år\s)?{YEAR}){{2,}}(?!\d|[-–:/]\d|\s\d{{3}}\b)"
)
_A_YEAR = re.compile(YEAR)


def _odd_in_row(file: int, text: Text) -> Iterator[Finding]:
    """``2019, 2020, 2012 och 2022``."""
    if text.text.count("20") < 3 and text.text.count("19") < 3:
        return
    for row in _ROW.finditer(text.text):
        spots = [match.span() for match in _A_YEAR.finditer(text.text, *row.span())]
        yield from _odd(file, text, spots, [int(text.text[slice(*spot)]) for spot in spots])


def _odd_among_values(file: int, text: Text) -> Iterator[Finding]:
    """Values at the same time of several years, one of them of a year that breaks the row."""
    dated = dated_values(text.text)
    same_day = len({one.when[1:] for one in dated}) == 1 and len({one.noun for one in dated}) == 1
    years = [one.when[0] for one in dated]
    if same_day and dated[0].when[1] and len(set(years)) == len(years):
        yield from _odd(file, text, [one.date for one in dated], years)


def _odd(
    file: int, text: Text, spots: Sequence[tuple[int, int]], years: Sequence[int]
) -> Iterator[Finding]:
    odd = odd_year(years)
    if odd is None:
        return
    place, right = odd
    yield Finding(
        code="year-out-of-line",
        severity="note",
        message=(
            f"Årtalet {years[place]} bryter raden {', '.join(map(str, years))}; "
            f"på dess plats väntas {right}."
        ),
        marks=(mark_in(file, text, *spots[place]),),
        values=(Named("årtal", str(years[place]), 0),),
        expected=str(right),
    )


_HAPPENED = re.compile(
    rf"\b(?:under|i\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|"
    rf"november|december)|jämfört\smed)\s(?:år\s)?(?P<year>{YEAR}|1[0-4]\d\d)(?!\d|[-–:/,.]\d)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"prognos|beräkna|förvänta|vänta|antas|plan|mål|scenari|kommer|\bska(?:ll)?\b|bedöm|uppskatt|"
    r"framtid|framskriv|framåt|vision|strategi|agenda|behöv|budget|kan\b|skulle|bör\b|senast|"
    r"historia|medeltid|grundad",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:var|hade|blev|uppgick|minskade|ökade|genomfördes|gjordes|hölls)\b|"
    r"\bhar\s(?:[^\s,.;:]+\s){0,6}?(?:[^\W\d_]{2,}(?:ats?|its?|[^e]tts|rts)|"
    r"haft|gjort|fått|gått|stått|sett|gett|lagt|satt|höjts|sänkts|köpts|byggts|följts)\b",
    re.IGNORECASE,
)
_FAR_AHEAD = 7
"""A year to come that is nearer may be planned for in any sentence."""


def _not_yet(one: Reviewed) -> Iterator[Finding]:
    """``Under 2033 har 45 barn placerats`` in a report of 2023."""
    now = one.year
    if now is None:
        return
    for text in one.passages:
        for match in _HAPPENED.finditer(text.text):
            year = int(match["year"])
            near = any(differs_by_a_slip(str(year), str(now - back)) for back in (0, 1))
            out = near and (year >= now + _FAR_AHEAD or year < now - 100)
            if out and _PAST.search(text.text) and not _TO_COME.search(text.text):
                yield _never(one.index, text, match, now)


def _never(file: int, text: Text, match: re.Match[str], now: int) -> Finding:
    year = match["year"]
    ahead = int(year) > now
    return Finding(
        code="year-out-of-line",
        severity="contradiction" if ahead else "note",
        message=(
            f"Det som berättas om {year} kan inte ha hänt än: rapporten gäller {now}."
            if ahead
            else f"Årtalet {year} är troligen felskrivet: rapporten gäller {now}."
        ),
        marks=(mark_in(file, text, *match.span("year")),),
        values=(Named("årtal", year, 0),),
    )


_IN_CENTURIES = re.compile(
    rf"(?<![\d.,:/§–-])(?<!\d\s)(?:\d{{1,2}}\s{MONTH}\s(?P<named>2[1-9]\d\d)"
    r"|(?P<digits>2[1-9]\d\d)-(?:0[1-9]|1[0-2])-[0-3]\d)"
    r"(?=\s?(?:$|[.,;:)](?!\d))|\s(?:och|samt|enligt|med|om|för|då|av)\s(?!\d))",
    re.IGNORECASE,
)
"""A day in a year that no report plans for. ``Den 31 mars 2207 hushåll`` counts households."""
_NO_YEAR = re.compile(
    r"(?:\b(?:dnr|diarienr|nr|nummer|version|artikel|konto|projekt|objekt|id|tel|telefon)\b[.:]?\s*)$",
    re.IGNORECASE,
)
_CENTURY = 100


def _centuries_ahead(one: Reviewed) -> Iterator[Finding]:
    """``Avtalet gäller till och med den 31 mars 2207`` in a report of 2024."""
    now = one.year
    if now is None:
        return
    for text in one.passages:
        for match in _IN_CENTURIES.finditer(text.text):
            name = "named" if match["named"] else "digits"
            if int(match[name]) > now + _CENTURY and not _NO_YEAR.search(
                text.text[: match.start()]
            ):
                yield _too_far(one.index, text, match.span(name), now)


def _too_far(file: int, text: Text, spot: tuple[int, int], now: int) -> Finding:
    year = text.text[slice(*spot)]
    return Finding(
        code="year-out-of-line",
        message=f"Årtalet {year} ligger {int(year) - now} år efter rapportens år {now}.",
        marks=(mark_in(file, text, *spot),),
        values=(Named("årtal", year, 0),),
    )

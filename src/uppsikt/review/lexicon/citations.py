"""Acts and other publications cited by number: ``lagen (2003:778) om skydd mot olyckor``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.review.lexicon.acts import SHORT, act_beginning, act_named


@dataclass(frozen=True, slots=True)
class Citation:
    """A number cited in a text, at the columns from ``start`` to ``end``.

    ``series`` is the publication (``sfs`` also where only the word act tells so), ``name`` what
    the act is called there in small letters, as far as the text tells it: its own words, or those
    after ``lagen om`` up to the next sign (``cut`` says that they may go on too far). ``act`` is
    the act of the table that is meant, if it is one.
    """

    series: str
    year: int
    serial: str
    start: int
    end: int
    name: str = ""
    cut: bool = False
    act: str | None = None
    second: int | None = None
    """The other year of a session: 10 in ``prop. 2009/10:80``."""

    @property
    def number(self) -> str:
        """The number of an act: ``2003:778``."""
        return f"{self.year}:{self.serial}"


_SERIES = re.compile(
    r"(?<![\w-])(?P<series>SFS|HSLF-FS|SOSFS|SKOLFS|MSBFS|LIVSFS|KIFS|AFS|NFS|BFS|SOU|Ds|DS|"
    r"[Pp]rop\.?|[Pp]roposition(?:en)?)"
    r"(?:\s(?:nr|nummer))?\s(?P<year>\d{4})(?:/(?P<second>\d{2}(?:\d{2})?))?:\s?(?P<serial>\d{1,5})"
    r"(?![\d:])"
)
_NUMBER = r"(?P<year>\d{4}):\s?(?P<serial>\d{1,4})(?![\d:,]\d|\d)"
_OWN_NAME = re.compile(
    r"(?P<name>(?:\b[^\W\d_]+-\soch\s)?\b[^\W\d_]+(?:lagens?|balkens?|förordningens?)|"
    r"\b(?:" + "|".join(SHORT) + r"))"
    r"(?:,?\s\(?(?:" + "|".join(SHORT) + r")\)?)?,?\s\(?\s?(?:SFS\s)?(?:nr\s)?" + _NUMBER,
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"\b(?P<kind>lag|lagen|lagens|förordning|förordningen)\s\(?\s?(?:SFS\s)?" + _NUMBER
    + r"\s?\)?\s(?P<about>(?:om|med)\s[^.,;:()\[\]\d§”\"]{4,90})",
    re.IGNORECASE,
)  # fmt: skip
_ABOUT_BEFORE = re.compile(
    r"\b(?P<kind>lag|lagen|lagens|förordning|förordningen)\s"
    r"(?P<about>(?:om|med)\s[^.,;:()\[\]\d§”\"]{4,90}?)"
    r"(?:\s\((?:" + "|".join(SHORT) + r")\))?,?\s\(?\s?(?:SFS\s)?" + _NUMBER,
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:ändring|införande|upphävande|upphäva)\b", re.IGNORECASE)

_ANOTHER = re.compile(r"\b(?:lag|lagen|lagens|balken|förordning|förordningen)\b", re.IGNORECASE)

_ANY = re.compile(r"\d\d:\s?\d")
"""What every number of an act has in it: most texts have none."""


def citations(text: str) -> list[Citation]:
    """The numbers cited in a text, in order, each once: by the name of the act where it has one."""
    found: list[Citation] = []
    if not _ANY.search(text):
        return found
    for one in (*_named(text), *_about(text), *_in_series(text)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _named(text: str) -> Iterator[Citation]:
    """Numbers after an act's own name, or its short name with capitals (``SoL``, not ``sol``)."""
    for match in _OWN_NAME.finditer(text):
        printed = match["name"]
        if printed.casefold() in SHORT and printed.islower():
            continue
        act = act_named(printed)
        name = act or " ".join(printed.casefold().split()).removesuffix("s")
        yield _citation(match, name, act=act)


def _about(text: str) -> Iterator[Citation]:
    for pattern, cut in ((_ABOUT_AFTER, True), (_ABOUT_BEFORE, False)):
        for match in pattern.finditer(text):
            if _CHANGE.search(match["about"]) or _ANOTHER.search(match["about"]):
                continue
            kind = "lagen" if match["kind"].casefold().startswith("lag") else "förordningen"
            name = f"{kind} {' '.join(match['about'].casefold().split())}"
            act = act_beginning(name) if cut else act_named(name)
            yield _citation(match, name, cut=cut, act=act)


def _citation(
    match: re.Match[str], name: str, *, cut: bool = False, act: str | None = None
) -> Citation:
    year, serial = int(match["year"]), match["serial"]
    return Citation("sfs", year, serial, match.start("year"), match.end("serial"), name, cut, act)


def _in_series(text: str) -> Iterator[Citation]:
    for match in _SERIES.finditer(text):
        series = match["series"].casefold().rstrip(".")
        series = "prop" if series.startswith("prop") else series
        second = int(match["second"][-2:]) if match["second"] else None
        yield Citation(
            series, int(match["year"]), match["serial"], *match.span(), second=second
        )  # fmt: skip

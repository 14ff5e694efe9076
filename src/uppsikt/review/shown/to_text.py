"""A review as text, for a terminal and for a mail: the verdict first, then what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import TextWrapper

from uppsikt.figures import join_words
from uppsikt.reading import Document
from uppsikt.review import places, words
from uppsikt.review.model import Finding, Mark, Review
from uppsikt.review.registry import RULES
from uppsikt.review.verdict import Group, groups, meaning, verdict

_WIDTH = 92
_PLACE_WIDTH = 24
_KEPT = "\x00"
"""Stands for a space that no line may be broken at, while lines are made."""


def render_text(review: Review) -> str:
    """The review as lines of at most about 90 characters, without colours."""
    lines = [*_wrapped(verdict(review), ""), *_files(review), ""]
    if told := meaning(review):
        lines += [*_wrapped(told, ""), ""]
    found = groups(review)
    for group in found:
        if group.severity == "contradiction":
            lines += [*_group(group, review.documents), ""]
    notes = [group for group in found if group.severity == "note"]
    if notes:
        lines += ["Anmärkningar: ovanligt, men det kan vara sant", ""]
    for group in notes:
        lines += [*_group(group, review.documents), ""]
    lines += _unread(review)
    return "\n".join(lines).rstrip("\n").replace(_KEPT, " ") + "\n"


def _files(review: Review) -> Iterator[str]:
    names = [words.shown(document.name) for document in review.documents]
    under = len(names) - review.earlier
    yield from _wrapped(f"Granskat: {join_words(names[:under])}", "")
    if review.earlier:
        yield from _wrapped(f"Jämfört med: {join_words(names[under:])}", "")


def _group(group: Group, documents: Sequence[Document]) -> Iterator[str]:
    several = len(group.findings) > 1
    if several:
        yield f"{group.name}: {len(group.findings)} fynd med samma orsak"
    for finding in group.findings:
        rule = f"{_rule_name(finding)} ({finding.code})"
        yield from _wrapped(f"- {rule}" if several else f"{group.name}: {rule}", "")
        yield from _finding(finding, documents)
    if group.diagnosis:
        yield from _wrapped(words.shown(group.diagnosis), "  ")


def _rule_name(finding: Finding) -> str:
    rule = RULES.get(finding.code)
    return rule.name if rule else finding.code


def _finding(finding: Finding, documents: Sequence[Document]) -> Iterator[str]:
    yield from _wrapped(words.shown(finding.message), "  ")
    told = [places.where(mark.place, documents) for mark in finding.marks]
    width = min(max(map(len, told), default=0), _PLACE_WIDTH)
    for place, mark in zip(told, finding.marks, strict=True):
        yield from _place(words.shown(place), mark, width)
    for value in finding.values:
        if value.place is None:
            yield from _wrapped(words.shown(f"{value.label}: {value.value}"), "    ")
    worked_out = expected(finding)
    if worked_out:
        yield from _wrapped(words.shown(worked_out), "  ")


def expected(finding: Finding) -> str:
    """What the other figures give, and what rounding could explain, in one sentence."""
    told = f"De andra talen ger {finding.expected}" if finding.expected else ""
    if finding.tolerance:
        rounding = f"avrundning förklarar högst {finding.tolerance}"
        told = f"{told}; {rounding}" if told else rounding[:1].upper() + rounding[1:]
    return told and f"{told}."


def _place(place: str, mark: Mark, width: int) -> Iterator[str]:
    """One place: where, then the words there with the figure between angle quotes."""
    before, figure, after = words.parts(mark)
    held = f"»{figure}«".replace(" ", _KEPT) if figure else ""
    head = f"    {place:<{width}}  "
    if len(place) > width:
        yield f"    {place}"
        head = "    " + " " * (width + 2)
    yield from _wrapped(f"{before}{held}{after}", " " * len(head), first=head)


def _unread(review: Review) -> Iterator[str]:
    """What could not be read, and why: nobody should take silence for a review."""
    told = [
        (places.where_text(unread.text, index, review.documents), unread.why)
        for index, document in enumerate(review.documents[: len(review.documents) - review.earlier])
        for unread in (
            *document.unread,
            *(one for table in document.tables for one in table.unread),
        )
    ]
    if told:
        yield "Kunde inte läsas"
    for place, why in told:
        yield from _wrapped(words.shown(f"{place}: {why}"), "    ", first="  ")


def _wrapped(text: str, indent: str, *, first: str | None = None) -> list[str]:
    wrapper = TextWrapper(
        _WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(text)

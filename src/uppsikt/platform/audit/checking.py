"""Checking the chain: whether anything in the log has been changed, removed or put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from uppsikt.figures import thousands
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.audit import models
from uppsikt.platform.audit.head_file import NAME, read_heads
from uppsikt.platform.audit.rules import (
    ERASING,
    LABELS,
    PARTS,
    Head,
    Span,
    link_digest,
    part_digest,
    span_text,
    spans,
)
from uppsikt.platform.audit.services import column_of
from uppsikt.platform.data_folder import DataFolder

_BLOCK = 5_000
_LISTED = 50
_FILE = f"Filen {NAME}"
_DIGESTS = [f"{part}_digest" for part in PARTS]
_COLUMNS = [column_of(part) for part in PARTS]


@dataclass
class Verdict:
    """What a check has found.

    `faults` are where the log has been tampered with, the first of them in words; `count` is how
    many there are. `notes` are what somebody should know who is answerable for the log.
    """

    head: Head = field(default_factory=Head)
    erased: int = 0
    count: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.count

    def find(self, fault: str) -> None:
        """One more fault."""
        self.count += 1
        if len(self.faults) < _LISTED:
            self.faults.append(fault)

    def __str__(self) -> str:
        lines = [*self.faults]
        if self.count > len(self.faults):
            lines.append(f"… och {thousands(self.count - len(self.faults))} fel till.")
        lines += [f"Att känna till: {note}" for note in self.notes]
        entries = "1 post" if self.head.number == 1 else f"{thousands(self.head.number)} poster"
        erased = f", varav {thousands(self.erased)} gallrade" if self.erased else ""
        judged = "är hel" if self.is_whole else "ÄR INTE HEL"
        lines.append(f"Loggen {judged}: {entries}{erased}.")
        lines.append(f"Slut: {self.head}")
        return "\n".join(lines)


def verify(*, reader: Reader, folder: DataFolder, known: Head | None = None) -> Verdict:
    """Checks every link and entry, and the ends that are kept in the data folder.

    `known` is an end that somebody noted elsewhere: the only proof against one who can change
    both the database and the data folder. Entries that are added meanwhile are not checked.
    """
    demand(reader, Verb.READ, Thing.AUDIT)
    verdict = Verdict()
    end = _stored_end()
    told = _Told(folder, known)
    _Chain(verdict, end, told).check()
    told.note(verdict, end.number)
    return verdict


def _stored_end() -> Head:
    """The end that the database notes."""
    row = models.Head.everything.filter(pk=models.Head.ONLY).first()
    return Head(row.number, row.digest) if row else Head()


class _Told:
    """The ends of the chain that are told from outside the database: by the file, and by hand."""

    def __init__(self, folder: DataFolder, known: Head | None) -> None:
        self._file: dict[int, str] = {}
        self._others = [("Det slut som du angav", known)] if known else []
        self._unreadable = self._replaced = self._taken_over = 0
        for head, taken_over in read_heads(folder):
            if head is None:
                self._unreadable += 1
                continue
            if taken_over:
                self._take_over(head.number)
            if self._file.setdefault(head.number, head.digest) != head.digest:
                self._others.append((_FILE, head))

    def _take_over(self, number: int) -> None:
        """What was told of entries from the number on is of a chain that is no more."""
        self._replaced += sum(one > number for one in self._file)
        self._taken_over = number
        self._file = {one: digest for one, digest in self._file.items() if one < number}
        self._others = [one for one in self._others if one[0] != _FILE or one[1].number < number]

    def deny(self, link: Head) -> Iterator[str]:
        """Who tells another digest of a link."""
        if self._file.get(link.number, link.digest) != link.digest:
            yield _FILE
        for who, head in self._others:
            if head.number == link.number and head.digest != link.digest:
                yield who

    def beyond(self, last: int) -> Iterator[tuple[str, int]]:
        """Who knows of a link after the last, and the number of it."""
        known = max(self._file, default=0)
        for who, number in [(_FILE, known), *((who, head.number) for who, head in self._others)]:
            if number > last:
                yield who, number

    def note(self, verdict: Verdict, last: int) -> None:
        """Notes what the file lacks."""
        if self._unreadable:
            verdict.notes.append(f"{self._unreadable} rader i filen {NAME} går inte att läsa.")
        if self._taken_over or self._replaced:
            lost = f" {thousands(self._replaced)} senare poster finns inte mer."
            verdict.notes.append(
                f"Loggen är övertagen till och med post {self._taken_over}: från tiden före filen "
                f"{NAME}, eller från en säkerhetskopia.{lost if self._replaced else ''}"
            )
        own = range(self._taken_over + 1, last + 1)
        lacking = spans(number for number in own if number not in self._file)
        if lacking:
            where = ", ".join(span_text(span) for span in lacking[:5])
            verdict.notes.append(
                f"Filen {NAME} saknar slutet för post {where}{' …' if lacking[5:] else ''}. De är "
                "skrivna vid ett strömavbrott, eller av någon annan än Uppsikt."
            )


class _Chain:
    """Goes through the chain, block by block."""

    def __init__(self, verdict: Verdict, end: Head, told: _Told) -> None:
        self.verdict, self.end, self.told = verdict, end, told
        self.erased = _erased_spans()
        self.previous, self.expected = Head().digest, 1

    def check(self) -> None:
        """Every link, every entry, and both ends."""
        for block in _blocks(self.end.number):
            entries = _entries(self.expected, block[-1]["number"])
            self._renew(block, entries)
            for link in block:
                self._link(link)
                self._entry(link, entries.pop(link["number"], None))
            for number in entries:
                self.verdict.find(f"Post {number}: uppgifter finns utan plats i kedjan.")
        self._ends()

    def _renew(self, block: Sequence[Mapping[str, Any]], entries: Mapping[int, Any]) -> None:
        """Somebody may have erased entries since the check began."""
        numbers = [one["number"] for one in block if one["number"] not in entries]
        if not all(self._is_erased(number) for number in numbers):
            self.erased = _erased_spans()

    def _link(self, link: Mapping[str, Any]) -> None:
        number = link["number"]
        if number > self.expected:
            self._missing((self.expected, number - 1))
        digests = [link[name] for name in _DIGESTS]
        if link["digest"] != link_digest(number, link["at"], self.previous, digests):
            self.verdict.find(
                f"Post {number}: kedjan är bruten. Tiden eller en kontrollsumma är ändrad, eller "
                "så är en post borttagen, inskjuten eller flyttad här."
            )
        for who in self.told.deny(Head(number, link["digest"])):
            self.verdict.find(f"{who} har en annan kontrollsumma för post {number}.")
        self.previous, self.expected = link["digest"], number + 1

    def _missing(self, span: Span) -> None:
        first, last = span
        what = f"Post {first}" if first == last else f"Posterna {span_text(span)}"
        self.verdict.find(f"{what} saknas.")

    def _entry(self, link: Mapping[str, Any], entry: Mapping[str, Any] | None) -> None:
        number, erased = link["number"], self._is_erased(link["number"])
        if entry is None:
            if erased:
                self.verdict.erased += 1
            else:
                self.verdict.find(f"Post {number}: uppgifterna är borttagna utan gallring.")
            return
        if erased:
            self.verdict.find(f"Post {number} är gallrad, men uppgifterna finns kvar.")
        changed = _changed(link, entry)
        if len(changed) == len(PARTS):
            self.verdict.find(f"Post {number} är ändrad: alla uppgifter, eller deras salt.")
        elif changed:
            names = ", ".join(LABELS[part] for part in changed)
            self.verdict.find(f"Post {number} är ändrad: {names}.")

    def _is_erased(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.erased)

    def _ends(self) -> None:
        """The end of the chain beside what the database, the file and the reader know of it."""
        last = Head(self.expected - 1, self.previous)
        self.verdict.head = last
        if last.number < self.end.number:
            self._missing((last.number + 1, self.end.number))
        elif last.digest != self.end.digest:
            self.verdict.find("Slutet som databasen har noterat är ändrat.")
        for number in _strays():
            self.verdict.find(f"Post {number} står utanför kedjan.")
        # What is added while the check runs is beyond the end that it began with.
        for who, number in self.told.beyond(max(last.number, _stored_end().number)):
            self.verdict.find(
                f"{who} känner post {number}, men kedjan slutar med post {last.number}. De sista "
                "posterna är borttagna, eller så är databasen en äldre kopia."
            )


def _blocks(last: int) -> Iterator[list[dict[str, Any]]]:
    """The links up to a number, some thousand at a time."""
    links = models.Link.everything.filter(number__range=(1, last)).order_by("number")
    rows = links.values("number", "at", "digest", *_DIGESTS)
    after: int | None = None
    while block := list((rows if after is None else rows.filter(number__gt=after))[:_BLOCK]):
        yield block
        after = block[-1]["number"]


def _entries(first: int, last: int) -> dict[int, dict[str, Any]]:
    """The entries of a run of numbers."""
    rows = models.Entry.everything.filter(pk__gte=first, pk__lte=last).order_by("pk")
    return {row["link_id"]: row for row in rows.values("link_id", "salt", *_COLUMNS)}


def _strays() -> list[int]:
    """Numbers of links and entries that lie beyond the end, or before the beginning.

    The end is asked for last: what is added meanwhile lies before it.
    """
    seen = _stored_end().number
    outside = Q(pk__gt=seen) | Q(pk__lt=1)
    found = {pk for table in (models.Link, models.Entry) for pk in _numbers(table, outside)}
    end = _stored_end().number
    return sorted(number for number in found if not 1 <= number <= end)


def _numbers(table: type[models.Link | models.Entry], where: Q) -> QuerySet[Any, int]:
    return table._base_manager.filter(where).values_list("pk", flat=True)


def _changed(link: Mapping[str, Any], entry: Mapping[str, Any]) -> list[str]:
    """The values that do not have the digest that the link says."""
    return [
        part
        for part, column, name in zip(PARTS, _COLUMNS, _DIGESTS, strict=True)
        if part_digest(entry["salt"], part, entry[column]) != link[name]
    ]


def _erased_spans() -> tuple[Span, ...]:
    """The runs of numbers that have been erased, by entries that are as they were written."""
    found: list[Span] = []
    for entry in models.Entry.everything.filter(verb=ERASING):
        link = models.Link.everything.filter(pk=entry.pk).values(*_DIGESTS).first()
        values = {column: getattr(entry, column) for column in ("salt", *_COLUMNS)}
        if link is not None and not _changed(link, values):
            spans_: Any = entry.detail["spans"]
            found += [(first, last) for first, last in spans_ if last < entry.pk]
    return tuple(sorted(found))

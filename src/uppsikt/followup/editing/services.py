"""Saves what people write in a report's sections: nothing is overwritten, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from uppsikt.figures import NothingThere, Period, UppsiktError
from uppsikt.followup.basis.facts import PLACES
from uppsikt.followup.basis.written import Origin, Written, moved
from uppsikt.followup.editing.faults import Fault, faults
from uppsikt.followup.editing.rules import Where, Words, new_key, too_long
from uppsikt.followup.editing.writing import Writing, writing
from uppsikt.followup.forms.form import demand_month, form_of
from uppsikt.followup.setup_tables import committee_naming
from uppsikt.followup.texts import report_sections
from uppsikt.followup.words.binding import keep
from uppsikt.followup.words.references import Place
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record

_OUT = "tog rapporttext ur månaden"


class TextRefused(UppsiktError):
    """A text that cannot be printed as it stands; `in_heading` and `in_body` say what is wrong."""

    def __init__(
        self, what: str, in_heading: tuple[Fault, ...] = (), in_body: tuple[Fault, ...] = ()
    ) -> None:
        super().__init__(what, todo="Rätta det som är märkt och spara igen.")
        self.in_heading, self.in_body = in_heading, in_body


class TextChanged(UppsiktError):
    """Somebody has saved the section since it was opened; `theirs` is what they saved."""

    def __init__(self, theirs: Written) -> None:
        super().__init__(
            f"{theirs.actor} har sparat avsnittet sedan du öppnade det.",
            todo="Läs båda texterna och välj.",
        )
        self.theirs = theirs


class NoSuchText(NothingThere):
    """The report has no section with that key."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A section as it stands after it was saved; whether that changed anything."""

    section: Written
    is_new: bool


def save_text(
    *,
    actor: Actor,
    now: datetime,
    where: Where,
    key: str,
    words: Words,
    seen: int,
    as_template: bool = False,
) -> Saved:
    """Saves a section's heading and text for the month. A new section has no `key` yet.

    `seen` is the number of the month's wording that was open (0: none). The same words again
    change nothing, unless they came along from an earlier month: then they are the month's own.
    `as_template` saves them for the months to come besides.
    Raises TextRefused, TextChanged, UnknownForm and FormNotForMonth.
    """
    _demand(actor, where)
    kept = _kept(words, where)
    with writing(where, actor, now) as in_hand:
        key = key or new_key(words.heading, in_hand.keys)
        known = in_hand.of(key)
        is_same = known is not None and _words_of(known) == kept
        if known is not None and not is_same and not in_hand.says_the_same(known, seen):
            raise TextChanged(known)
        is_new = known is None or not is_same or _is_borrowed(known)
        if is_new:
            in_hand.write(key, kept)
            _record(actor, now, "skrev rapporttext" if kept.body else _OUT, where, key)
        if as_template and kept.body and in_hand.write_template(key, kept):
            _record(actor, now, "sparade mall för rapporttext", where, key)
    return Saved(_found(where, key), is_new)


def take_out(*, actor: Actor, now: datetime, where: Where, key: str, seen: int) -> Saved:
    """Takes a section out of the month. What it said stays in its history.

    Raises NoSuchText and TextChanged.
    """
    _demand(actor, where)
    with writing(where, actor, now) as in_hand:
        known = _held(where, key, in_hand)
        if not in_hand.says_the_same(known, seen):
            raise TextChanged(known)
        if not known.is_taken_out:
            in_hand.write(key, replace(_words_of(known), body=""))
            _record(actor, now, _OUT, where, key)
    return Saved(_found(where, key), not known.is_taken_out)


def confirm_text(*, actor: Actor, now: datetime, where: Where, key: str, seen: int) -> Saved:
    """Says that what came along from an earlier month still holds, word by word.

    Raises NoSuchText and TextChanged.
    """
    _demand(actor, where)
    with writing(where, actor, now) as in_hand:
        known = _held(where, key, in_hand)
        if not in_hand.says_the_same(known, seen):
            raise TextChanged(known)
        is_new = _is_borrowed(known) and not known.is_taken_out
        if is_new:
            in_hand.write(key, _words_of(known), known.order)
            _record(actor, now, "bekräftade rapporttext", where, key)
    return Saved(_found(where, key), is_new)


def move_text(*, actor: Actor, now: datetime, where: Where, key: str, step: int) -> None:
    """Moves a section one step down (1) or up (-1) among those of its place.

    Words that came along stay so: that they stand elsewhere does not say that they still hold.
    Raises NoSuchText.
    """
    _demand(actor, where)
    with writing(where, actor, now) as in_hand:
        known = _held(where, key, in_hand)
        beside = [
            one for one in in_hand.sections if one.place == known.place and not one.is_taken_out
        ]
        if known not in beside:
            return
        orders = moved([one.order for one in beside], beside.index(known), step)
        changed = [both for both in zip(beside, orders, strict=True) if both[0].order != both[1]]
        for one, order in changed:
            in_hand.write(one.key, _words_of(one), order, one.since)
        if changed:
            _record(actor, now, "flyttade rapporttext", where, key)


def take_template_back(*, actor: Actor, now: datetime, where: Where, key: str) -> None:
    """Takes a template back from the month on; those before stay as they are."""
    _demand(actor, where)
    with writing(where, actor, now) as in_hand:
        held = in_hand.template_of(key)
        if held is None or not held.body:
            return
        starts = max(Period.parse(held.starts), where.month, key=str)
        in_hand.write_template(key, Words(held.heading, "", held.place), starts)
        _record(actor, now, "tog tillbaka mall för rapporttext", where, key)


def _demand(actor: Actor, where: Where) -> None:
    demand(actor, Verb.CHANGE, Thing.TEXTS.of(where.committee))
    demand_month(form_of(where.form), where.month)


def _is_borrowed(one: Written) -> bool:
    """Whether nobody has written or confirmed the words for the month."""
    return one.origin is not Origin.WRITTEN or bool(one.since)


def _kept(words: Words, where: Where) -> Words:
    """The words as they are kept: checked, with keys in place of names.

    Raises TextRefused, which has every fault.
    """
    place = words.place if words.place in PLACES else PLACES[0]
    if long := too_long(words):
        raise TextRefused(long)
    naming = committee_naming(where.committee)
    in_heading, in_body = faults(words.heading, naming), faults(words.body, naming)
    if in_heading or in_body:
        count = len(in_heading) + len(in_body)
        told = "Ett fel" if count == 1 else f"{count} fel"
        raise TextRefused(f"{told} i texten gör att den inte kan sparas.", in_heading, in_body)
    if not words.heading and not words.body.strip():
        raise TextRefused("Avsnittet har varken rubrik eller text.")
    at = Place("")
    return Words(keep(words.heading, naming, at), keep(words.body, naming, at), place)


def _words_of(one: Written) -> Words:
    return Words(one.heading, one.body.strip("\n"), one.place)


def _held(where: Where, key: str, in_hand: Writing) -> Written:
    known = in_hand.of(key)
    if known is None:
        raise NoSuchText(
            f"{form_of(where.form).name} {where.month.text} har inget avsnitt med nyckeln ”{key}”."
        )
    return known


def _found(where: Where, key: str) -> Written:
    every = report_sections(
        reader=OPERATOR, committee=where.committee, form=where.form, month=where.month
    )
    return next(one for one in every if one.key == key)


def _record(actor: Actor, now: datetime, verb: str, where: Where, key: str) -> None:
    """The log tells that somebody wrote, not what: the words have a history of their own."""
    record(actor=actor, now=now, verb=verb, thing=f"{where} {key}", committee=where.committee)

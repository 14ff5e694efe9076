"""`uppsikt round`: what is shown of a committee's monthly rounds; what is done is `round_steps`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from uppsikt.cli import acting, installation, round_steps
from uppsikt.cli.given import month, whole_year
from uppsikt.figures import PeriodError, UppsiktError
from uppsikt.platform.access.rules import Thing, Verb, may
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.rounds.gate_selectors import Gate
    from uppsikt.rounds.selectors import Round

Lines = Iterator[str]


class HalfSaid(UppsiktError):
    """The options do not say what the verb is about."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    reads: dict[str, Callable[[argparse.Namespace], Lines]] = {
        "list": _list,
        "show": _show,
        "review": _review,
    }
    _refuse_half(options)
    if options.verb in reads and not options.accept:
        lines = reads[options.verb](options)
    else:
        lines = round_steps.STEPS[options.verb](options)
    for line in lines:
        print(line)
    return 0


def _refuse_half(options: argparse.Namespace) -> None:
    """Raises HalfSaid and PeriodError, before anything is opened."""
    if options.accept and options.verb != "review":
        raise HalfSaid("En motsägelse godtas med review.", todo="Skriv: uppsikt round review …")
    if options.verb in ("return", "excuse") and not options.activity:
        raise HalfSaid(
            "Det framgår inte vilken verksamhet det gäller.",
            todo="Ange dess nyckel, till exempel --activity ekonomiskt-bistand.",
        )
    if options.period:
        month(options.period)
    elif options.verb != "list" and not (options.verb == "dates" and options.year):
        raise PeriodError(
            "Det framgår inte vilken månads runda det gäller.",
            todo="Ange månaden, till exempel --period 2022-10.",
        )


def _list(options: argparse.Namespace) -> Lines:
    """The committee's rounds, of a year or of all."""
    year = whole_year(options.year) if options.year else None
    installation.open_to_read()
    from uppsikt.organisation.selectors import committee
    from uppsikt.rounds.selectors import rounds_of

    reader = acting.reader()
    slug = committee(reader=reader, slug=options.committee).slug
    found = rounds_of(reader=reader, now=installation.now(), committee=slug, year=year)
    if options.format == "json":
        yield _json([_plain(one) for one in found])
    elif not found:
        of_year = f" för {year}" if year else ""
        yield f"Inga månadsrundor{of_year}. Sätt årets datum med «uppsikt round dates --year ÅR»."
    else:
        yield from (_line(one) for one in found)


def _show(options: argparse.Namespace) -> Lines:
    """A round: its dates, each activity, and for those at work what stands in the way."""
    store = Store(installation.open_to_read().columns)
    from uppsikt.organisation.selectors import committee
    from uppsikt.rounds.gate_selectors import gate_of
    from uppsikt.rounds.selectors import round_of

    reader, now, period = acting.reader(), installation.now(), month(options.period)
    slug = committee(reader=reader, slug=options.committee).slug
    round_ = round_of(reader=reader, now=now, committee=slug, month=period)
    gate = None
    if may(reader, Verb.READ, Thing.DRAFTS.of(slug)):
        gate = gate_of(reader=reader, now=now, store=store, committee=slug, month=period)
    if options.format == "json":
        yield _json(_plain(round_) | ({} if gate is None else _plain_gate(gate)))
        return
    yield _line(round_)
    if gate is not None:
        yield from _activities(gate)
        yield from _way(gate)


def _activities(gate: Gate) -> Lines:
    yield "Verksamheter"
    for line, state in gate.activities:
        yield f"  {line.key}: {line.name}, {state.text}"
        if question := _question(gate, line.key):
            yield f"    Fråga: {question}"


def _question(gate: Gate, key: str) -> str:
    """What an activity that came back was asked, empty for others."""
    from uppsikt.rounds.rules import ActivityState, StepKind

    states = {line.key: state for line, state in gate.activities}
    if states[key] is not ActivityState.RETURNED:
        return ""
    asked = [one for one in gate.steps if one.kind is StepKind.RETURNED and one.activity == key]
    return asked[-1].text


def _way(gate: Gate) -> Lines:
    from uppsikt.rounds.rules import RoundState

    if gate.round.state in (RoundState.FIXED, RoundState.PUBLIC):
        yield f"Rapporten är {gate.round.state.text} i version {gate.version}."
        return
    if not gate.obstacles:
        yield "Ingenting står i vägen. Rapporten kan fastställas."
        return
    yield "I vägen för att fastställa"
    for one in gate.obstacles:
        yield f"  {one.text} {one.todo}"


def _review(options: argparse.Namespace) -> Lines:
    """What the last review of the compiled report found, each with its key."""
    store = Store(installation.open_to_read().columns)
    from uppsikt.rounds.gate_selectors import gate_of

    gate = gate_of(
        reader=acting.reader(),
        now=installation.now(),
        store=store,
        committee=options.committee,
        month=month(options.period),
    )
    if gate.reviewed is None:
        yield "Rapporten är inte granskad. Sammanställ den med «uppsikt round compile»."
        return
    yield f"{gate.reviewed.found.verdict}."
    if not gate.is_current:
        yield "Rapporten har ändrats sedan dess. Sammanställ den igen."
    for key, group in gate.reviewed.contradictions:
        yield f"  {key}: {group.findings[0].message}"
        if key in gate.accepted:
            yield f"    Godtagen: {gate.accepted[key].reason}"


def _line(one: Round) -> str:
    """A round in one line, and how many have reported."""
    dates = one.dates
    days = [("öppnar", dates.opens_on), ("sista dag", dates.due_on)]
    days += [("kallelsen", dates.sent_on)] if dates.sent_on else []
    days += [("sammanträde", dates.meeting_on)] if dates.meeting_on else []
    counts = ", ".join(f"{count} {state.text}" for state, count in one.counts.items() if count)
    told = ", ".join(f"{name} {day}" for name, day in days)
    return f"{one.month} {dates.form}: {one.state.text}. {told}. Verksamheter: {counts or 'inga'}."


def _plain(one: Round) -> dict[str, Any]:
    dates = one.dates
    return {
        "month": str(one.month),
        "form": dates.form,
        "state": one.state.value,
        "state_text": one.state.text,
        "opens_on": _day(dates.opens_on),
        "due_on": _day(dates.due_on),
        "sent_on": _day(dates.sent_on),
        "meeting_on": _day(dates.meeting_on),
        "counts": {state.value: count for state, count in one.counts.items()},
    }


def _plain_gate(gate: Gate) -> dict[str, Any]:
    return {
        "version": gate.version,
        "activities": [
            {
                "activity": line.key,
                "name": line.name,
                "state": state.value,
                "state_text": state.text,
                "question": _question(gate, line.key),
            }
            for line, state in gate.activities
        ],
        "obstacles": [
            {"kind": one.kind.value, "text": one.text, "todo": one.todo, "about": one.about}
            for one in gate.obstacles
        ],
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)

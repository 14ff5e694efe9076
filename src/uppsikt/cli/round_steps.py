"""What `uppsikt round` does: the same services as the pages of the round, with the same rights."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month, whole_year
from uppsikt.cli.user import NotADay
from uppsikt.figures import Period
from uppsikt.platform.access.rules import Actor
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.platform.jobs.services import Placed
    from uppsikt.rounds.rules import Dates

Lines = Iterator[str]


class At(TypedDict):
    """Who does it, when, and in which round."""

    actor: Actor
    now: datetime
    committee: str
    month: Period


def _at(options: argparse.Namespace) -> At:
    return {
        "actor": acting.actor(),
        "now": installation.now(),
        "committee": options.committee,
        "month": month(options.period),
    }


def _dates(options: argparse.Namespace) -> Lines:
    """Sets a month's dates, or the suggested ones of a year's months that have none."""
    given = _typed_dates(options)
    period = month(options.period) if options.period else None
    year = period.year if period else whole_year(options.year)
    installation.open_to_write()
    from uppsikt.rounds.year_rules import suggested_dates

    known = _known(options, year)
    if period is None:
        months = (Period.month(year, one) for one in range(1, 13))
        new = {one: suggested_dates(one) for one in months if one not in known}
    else:
        new = {period: replace(known.get(period) or suggested_dates(period), **given)}
    yield from _set(options, year, {**known, **new})


def _open(options: argparse.Namespace) -> Lines:
    """Opens a round that is to open later today."""
    period = month(options.period)
    installation.open_to_write()
    from uppsikt.rounds.rules import RoundState
    from uppsikt.rounds.selectors import round_of

    now = installation.now()
    found = round_of(reader=acting.reader(), now=now, committee=options.committee, month=period)
    if found.state is not RoundState.PLANNED:
        yield f"Rundan för {period.text} är redan {found.state.text}, ingenting är ändrat."
        return
    known = _known(options, period.year)
    opened = {period: replace(found.dates, opens_on=now.date())}
    yield from _set(options, period.year, {**known, **opened})


def _known(options: argparse.Namespace, year: int) -> dict[Period, Dates]:
    from uppsikt.organisation.selectors import committee
    from uppsikt.rounds.selectors import rounds_of

    reader = acting.reader()
    slug = committee(reader=reader, slug=options.committee).slug
    found = rounds_of(reader=reader, now=installation.now(), committee=slug, year=year)
    return {one.month: one.dates for one in found}


def _set(options: argparse.Namespace, year: int, rounds: Mapping[Period, Dates]) -> Lines:
    from uppsikt.rounds.year_services import set_year

    done = set_year(
        actor=acting.actor(),
        now=installation.now(),
        committee=options.committee,
        year=year,
        rounds=[rounds[one] for one in sorted(rounds)],
        tells=options.tell,
    )
    if not done.changed:
        yield "Datumen gällde redan, ingenting är ändrat."
        return
    for one in done.changed:
        dates = rounds[one]
        yield f"Rundan för {one.text}: öppnar {dates.opens_on}, sista dag {dates.due_on}."
    if options.tell:
        yield f"{_letters(done.letters)} om datumen."


def _typed_dates(options: argparse.Namespace) -> dict[str, Any]:
    """The dates and the form that were given. Raises NotADay."""
    names = {"opens": "opens_on", "due": "due_on", "sent": "sent_on", "meeting": "meeting_on"}
    found: dict[str, Any] = {}
    for option, name in names.items():
        if text := getattr(options, option):
            found[name] = _day(text, f"--{option}")
    if options.form:
        found["form"] = options.form
    return found


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise NotADay(
            "Det är ingen dag.",
            where=option,
            values=[f"”{text}”"],
            todo="Skriv dagen som 2022-11-08.",
        ) from fault


def _remind(options: argparse.Namespace) -> Lines:
    installation.open_to_write()
    from uppsikt.rounds.reminding import remind

    yield f"{_letters(remind(**_at(options), again=options.again))} till dem som inte har lämnat."


def _letters(count: int) -> str:
    return "Ett brev är skrivet" if count == 1 else f"{count} brev är skrivna"


def _return(options: argparse.Namespace) -> Lines:
    installation.open_to_write()
    from uppsikt.rounds.reminding import send_back_and_tell

    send_back_and_tell(**_at(options), activity=options.activity, question=options.reason)
    yield f"Prognosen för {options.activity} är tillbakaskickad med frågan."


def _excuse(options: argparse.Namespace) -> Lines:
    installation.open_to_write()
    from uppsikt.rounds.services import excuse

    excuse(**_at(options), activity=options.activity, reason=options.reason)
    yield f"Rundan går vidare utan ny prognos för {options.activity}. Skälet trycks i rapporten."


def _compile(options: argparse.Namespace) -> Lines:
    store = Store(installation.open_to_write().columns)
    from uppsikt.rounds.gate import compile_report

    placed = compile_report(**_at(options), store=store)
    yield f"Rapporten är sammanställd. Granskningen är {_placed(placed)}"


def _accept(options: argparse.Namespace) -> Lines:
    installation.open_to_write()
    from uppsikt.rounds.gate import accept

    accept(**_at(options), key=options.accept, reason=options.reason)
    yield "Motsägelsen är godtagen. Skälet trycks i rapporten."


def _fix(options: argparse.Namespace) -> Lines:
    store = Store(installation.open_to_write().columns)
    from uppsikt.rounds.gate import ask_fix

    yield f"Fastställandet är {_placed(ask_fix(**_at(options), store=store))}"


def _placed(placed: Placed) -> str:
    told = "beställt" if placed.is_new else "redan beställt"
    return f"arbete {placed.number}, {told}. Det utförs av arbetsprocessen (uppsikt worker)."


def _publish(options: argparse.Namespace) -> Lines:
    installation.open_to_write()
    from uppsikt.rounds.gate import publish

    publish(**_at(options))
    yield f"Rapporten för {month(options.period).text} är offentlig."


def _reopen(options: argparse.Namespace) -> Lines:
    installation.open_to_write()
    from uppsikt.rounds.gate import reopen

    reopen(**_at(options), reason=options.reason)
    text = month(options.period).text
    yield f"Rundan för {text} är öppen igen. Det som ändras blir en ny version."


STEPS: Mapping[str, Callable[[argparse.Namespace], Lines]] = {
    "dates": _dates,
    "open": _open,
    "remind": _remind,
    "return": _return,
    "excuse": _excuse,
    "compile": _compile,
    "review": _accept,
    "fix": _fix,
    "publish": _publish,
    "reopen": _reopen,
}

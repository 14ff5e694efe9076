"""`uppsikt period`: which of a committee's months are closed, and closing or opening them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from uppsikt.cli import acting, installation
from uppsikt.figures import Period, PeriodError
from uppsikt.store import Store


def run(options: argparse.Namespace) -> int:
    """Shows the committee's periods, or gives those of --period another state."""
    period = Period.parse(options.period) if options.period else None
    if options.set and period is None:
        raise PeriodError(
            "Det framgår inte vilken period som ska ändras.",
            todo="Ange månaden, till exempel --period 2022-10.",
        )
    folder = installation.open_to_read()
    if options.set and period is not None:
        print(_set(options, Store(folder.columns), period))
        return 0
    print(*_lines(options.committee, period), sep="\n")
    return 0


def _set(options: argparse.Namespace, store: Store, period: Period) -> object:
    from uppsikt.sources.period_rules import State
    from uppsikt.sources.periods import set_period

    return set_period(
        actor=acting.actor(),
        now=installation.now(),
        store=store,
        committee=options.committee,
        period=period,
        state=State(options.set),
        reason=options.reason,
        decision=options.decision,
    )


def _lines(slug: str, period: Period | None) -> Iterator[str]:
    """The months that somebody has decided on, and what has changed in closed ones."""
    from uppsikt.organisation.selectors import committee
    from uppsikt.sources.period_rules import span_text
    from uppsikt.sources.period_selectors import late_changes, month_states
    from uppsikt.sources.periods import closed_texts

    found = committee(reader=acting.reader(), slug=slug)
    states = month_states(reader=acting.reader(), committee=slug)
    asked = None if period is None else {one.last_month for one in period.months}
    shown = [states[month] for month in sorted(states) if asked is None or month in asked]
    yield f"{found.name}: {'perioder' if shown else 'ingen period är stängd eller preliminär'}"
    for one in shown:
        when = f" {installation.day(one.set_at)} av {one.actor}" if one.set_at else ""
        why = "".join(f"; {text}" for text in (one.decision, one.reason) if text)
        yield f"  {span_text((one.month, one.month))}: {one.state.text}{when}{why}"
    yield "  Övriga månader är öppna; december är preliminär till bokslutet."
    periods = None if period is None else (period,)
    for change in late_changes(reader=acting.reader(), committee=slug, periods=periods):
        when = installation.day(change.changed_at)
        yield f"Ändrat efter stängningen {when} av {change.actor}, {change.cause}: {change.reason}"
        yield from (f"  {text}" for text in closed_texts({slug: change.rows}))

"""Kills each scenario's step at moments spread over it, on copies, and has what is left judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from random import Random

from .judging import Found, Left, Measure, Verdict, changes
from .places import Place
from .process import Moment, StepFailed, Trace, Where, done, killed
from .scenarios import Scenario


@dataclass
class Outcome:
    """What became of a scenario: when its kills came, what they left, and what was wrong."""

    name: str
    seconds: float
    when: Counter[Where] = field(default_factory=Counter)
    left: Counter[Left] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, where: Where, verdict: Verdict, moment: Moment) -> None:
        """Counts a kill."""
        self.when[where] += 1
        self.left[verdict.left] += 1
        if verdict.text:
            when = f"{where}, {moment.seconds:.4f} s after doing {moment.count}"
            self.wrong.append(f"{when}: {verdict.text}")

    @property
    def counts(self) -> list[int]:
        """All kills; those of each moment; those that left each thing."""
        return [
            self.when.total(),
            *(self.when[one] for one in Where),
            *(self.left[one] for one in Left),
        ]


def run(
    base: Place, scenarios: Sequence[Scenario], kills: int, seed: int, told: Callable[[str], None]
) -> list[Outcome]:
    """Kills each scenario's step in turn, `kills` times in all, on copies of the place `base`."""
    found = []
    for number, scenario in enumerate(scenarios):
        share = kills // len(scenarios) + (number < kills % len(scenarios))
        # A scenario's moments are its own: the same whichever others are tried with it.
        outcome = _scenario(base, scenario, share, Random(f"{seed} {scenario.name}"))
        told(_line(outcome))
        found.append(outcome)
    return found


HEAD = (
    f"{'scenario':<24}{'kills':>6}{'before':>8}{'during':>8}{'after':>7}"
        f"{'nothing':>9}{'all':>5}{'told':>6}{'wrong':>7}  seconds undisturbed")  # fmt: skip


def together(found: Sequence[Outcome]) -> str:
    """The sums of all, as a line."""
    sums = [sum(column) for column in zip(*(one.counts for one in found), strict=True)]
    return _numbers("together", sums)


def _line(one: Outcome) -> str:
    return "\n  ".join([f"{_numbers(one.name, one.counts)}  {one.seconds:.2f}", *one.wrong])


def _numbers(name: str, counts: Sequence[int]) -> str:
    widths = (6, 8, 8, 7, 9, 5, 6, 7)
    return f"{name:<24}" + "".join(f"{n:>{w}}" for n, w in zip(counts, widths, strict=True))


def _scenario(base: Place, scenario: Scenario, kills: int, chance: Random) -> Outcome:
    with scenario.around() if scenario.around else nullcontext(), base.copied() as prepared:
        done(prepared, scenario.prepare)
        measure, trace = _measured(prepared, scenario)
        outcome = Outcome(scenario.name, trace.seconds)
        for moment in trace.moments(kills, chance):
            outcome.add(*_once(prepared, scenario, measure, moment), moment)
    return outcome


def _measured(prepared: Place, scenario: Scenario) -> tuple[Measure, Trace]:
    """What the step leaves when nobody kills it, twice: what differs is chance."""
    before = prepared.state()
    with prepared.copied() as first:
        done(first, scenario.step)
        done(first, scenario.settle)
        after = first.state()
    with prepared.copied() as second:
        second.skip_numbers()
        trace = done(second, scenario.step)
        done(second, scenario.settle)
        chance = after.unlike(second.state())
    assert changes(before, after), f"{scenario.name} changes nothing"
    assert len(trace.times) > 2, f"{scenario.name} is not seen to write"
    return Measure(before, after, chance, scenario.tidied, scenario.repeats), trace


def _once(
    prepared: Place, scenario: Scenario, measure: Measure, moment: Moment
) -> tuple[Where, Verdict]:
    """Kills once, does the step again, and judges."""
    with prepared.copied() as place:
        where = killed(place, scenario.step, moment)
        left = place.state()
        try:
            done(place, scenario.again or scenario.step)
            done(place, scenario.settle)
        except StepFailed as fault:
            return where, Verdict(Left.WRONG, f"done again, it fails: {fault}")
        return where, scenario.judge(measure, Found(place, left, place.state()))

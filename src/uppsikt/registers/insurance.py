"""Which forms of employment count towards unemployment insurance: dated rules with a source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class InsuranceRule:
    """Whether a form counts as work from one day to another, both included, and who says so."""

    form: str
    counts: bool
    first: date
    last: date
    source: str


@cache
def insurance_rules() -> tuple[InsuranceRule, ...]:
    """Every rule, as ``unemployment_insurance.toml`` has them."""
    text = files("uppsikt.registers").joinpath("unemployment_insurance.toml").read_text("utf-8")
    return tuple(
        InsuranceRule(one["form"], one["counts"], one["from"], one["to"], one["source"])
        for one in tomllib.loads(text)["rule"]
    )


def counts_on(form: str, day: date) -> bool | None:
    """Whether a form counts on a day; None where no rule is known."""
    found = [
        one.counts for one in insurance_rules() if one.form == form and one.first <= day <= one.last
    ]
    return found[0] if found else None

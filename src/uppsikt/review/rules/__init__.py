"""The rules, one module a kind. Importing this package enters them all in the registry."""

from uppsikt.review.rules import (
    announced,
    dates,
    direction,
    impossible,
    laws,
    lists,
    net,
    priced,
    result,
    same,
    series,
    shares,
    splits,
    sums,
    told,
    variance,
)

__all__ = [
    "announced",
    "dates",
    "direction",
    "impossible",
    "laws",
    "lists",
    "net",
    "priced",
    "result",
    "same",
    "series",
    "shares",
    "splits",
    "sums",
    "told",
    "variance",
]

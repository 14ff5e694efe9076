"""The rules, one module a kind. Importing this package enters them all in the registry."""

from uppsikt.review.rules import net, priced, result, series, shares, sums, variance

__all__ = ["net", "priced", "result", "series", "shares", "sums", "variance"]

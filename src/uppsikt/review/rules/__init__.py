"""The rules, one module a kind. Importing this package enters them all in the registry."""

from uppsikt.review.rules import net, result, series, sums, variance

__all__ = ["net", "result", "series", "sums", "variance"]

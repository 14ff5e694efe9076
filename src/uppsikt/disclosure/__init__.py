"""Safe to publish: which counts are hidden so that no small group can be computed back.

Knows numbers and sums alone, neither what they count nor who reads them.
"""

from uppsikt.disclosure.intervals import intervals
from uppsikt.disclosure.memory import NotAMemory
from uppsikt.disclosure.release import THRESHOLD, Release
from uppsikt.disclosure.shares import counts_told, mean_tells, parts_told, share_tells
from uppsikt.disclosure.sums import Interval, Row, Sum
from uppsikt.disclosure.told import NotTrue

__all__ = [
    "THRESHOLD",
    "Interval",
    "NotAMemory",
    "NotTrue",
    "Release",
    "Row",
    "Sum",
    "counts_told",
    "intervals",
    "mean_tells",
    "parts_told",
    "share_tells",
]

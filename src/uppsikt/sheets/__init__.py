"""Excel and CSV as typed cells with their places, and which column holds which of our fields.

Knows files, sheets and cells alone: what the rows mean is told by whoever asks.
"""

from uppsikt.sheets.columns import LEDGER_FIELDS, Columns

__all__ = ["LEDGER_FIELDS", "Columns"]

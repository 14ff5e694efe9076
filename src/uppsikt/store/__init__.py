"""The one gateway to column files: immutable Parquet, named by fingerprint, read with plain SQL.

No other room opens a Parquet file or speaks to DuckDB.
"""

from uppsikt.store.errors import StoreError
from uppsikt.store.files import Frames, fingerprint, place
from uppsikt.store.stage import Stage, stage, stages
from uppsikt.store.store import Query, Store

__all__ = [
    "Frames",
    "Query",
    "Stage",
    "Store",
    "StoreError",
    "fingerprint",
    "place",
    "stage",
    "stages",
]

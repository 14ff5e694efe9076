"""The general ledger in: SIE files and period balances read into rows, with what is wrong in them.

Knows files and rows alone: no database, no committees (a row's committee is given from above).
"""

from uppsikt.ledger.bulk import read_sie
from uppsikt.ledger.cube import cube
from uppsikt.ledger.faults import BadLine, CutFile, EmptyFile, LedgerError, NotThisFormat
from uppsikt.ledger.model import ROW_SCHEMA, Dimensions, LedgerFile, Problem, RowBlocks, Told
from uppsikt.ledger.own_table import OWN_HEADS, own_columns, table_of
from uppsikt.ledger.period_balances import read_balances_csv
from uppsikt.ledger.plain import read_sie_plain
from uppsikt.ledger.table_file import Kept, is_whole, kept_file
from uppsikt.ledger.tables import read_ledger_table

__all__ = [
    "OWN_HEADS",
    "ROW_SCHEMA",
    "BadLine",
    "CutFile",
    "Dimensions",
    "EmptyFile",
    "Kept",
    "LedgerError",
    "LedgerFile",
    "NotThisFormat",
    "Problem",
    "RowBlocks",
    "Told",
    "cube",
    "is_whole",
    "kept_file",
    "own_columns",
    "read_balances_csv",
    "read_ledger_table",
    "read_sie",
    "read_sie_plain",
    "table_of",
]

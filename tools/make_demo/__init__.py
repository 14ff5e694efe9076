"""Makes the demo's files: ledger vouchers, period balances, budgets and forecasts for Borås.

Run from the repository root: ``python -m tools.make_demo`` writes
``src/uppsikt/demo/data``; ``--out FOLDER`` writes elsewhere. Standard library only, and nothing
from ``uppsikt``: what reads the files and what made them share no code, so that a fault in one
cannot hide in the other. Amounts are whole öre (``int``), income positive and cost negative.
"""

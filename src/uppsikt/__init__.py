"""Uppsikt: from general ledger to committee report, for Swedish municipal committees."""

__version__ = "0.1.0"

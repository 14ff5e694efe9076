"""Uppsikt: from general ledger to committee report."""

"""Received refugees in the report of measures: counts, shares, months and reimbursement."""

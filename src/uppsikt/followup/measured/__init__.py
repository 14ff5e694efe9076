"""Measures as a report: what registers give, in the same book as the money."""

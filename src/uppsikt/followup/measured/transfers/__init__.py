"""Money for received refugees: what other committees are given, and what the ledger has of it."""

"""Municipality, committees, report lines, account groups, units; what in the ledger feeds what."""

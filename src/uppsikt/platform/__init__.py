"""What every room from floor 4 up stands on: the data folder, users and rights, the audit log."""

"""The sentences of the reports: prose with figures bound into it."""

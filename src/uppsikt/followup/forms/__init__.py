"""The report forms: which tables, charts and sections each has, and in which order."""

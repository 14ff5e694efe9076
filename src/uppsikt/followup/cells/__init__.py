"""A cell of a report: how it is made, the voucher rows behind it, and what is said of it."""

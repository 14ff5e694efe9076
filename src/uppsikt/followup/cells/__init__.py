"""A cell of a report: its address, how it is made, and the voucher rows behind it."""

"""The Borås demo: two committees with published figures, on a ledger made voucher by voucher.

The files in ``data`` are written by ``tools/make_demo``, except the two set-up files, which are
written by hand. The package imports nothing here: the commands load it by name when it is needed.
"""

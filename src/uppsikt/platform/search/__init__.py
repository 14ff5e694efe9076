"""Search: words of all that can be found, and who may find it."""

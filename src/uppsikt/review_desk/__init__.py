"""Reviews that are asked for on the pages: the file, how far it has come, and its result."""

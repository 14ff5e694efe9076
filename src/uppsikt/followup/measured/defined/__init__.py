"""The measures that a committee has defined: their values, their tables, and a page of each."""

"""The measures that a committee has defined: their values, tables and words."""

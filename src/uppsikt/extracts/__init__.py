"""Register extracts that are kept: what was read, by whom, which holds, and how long."""

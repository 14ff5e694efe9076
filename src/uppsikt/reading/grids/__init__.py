"""Tables as grids: their heads, their columns and what they state."""

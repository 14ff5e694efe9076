"""Keys that programs read with in the place of the users who made them."""

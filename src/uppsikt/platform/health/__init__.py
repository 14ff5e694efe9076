"""How the site is: what each room says of what it needs, in order or not."""

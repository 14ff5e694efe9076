"""Pages of the site itself and of its services: how it counts, its health, what it does."""

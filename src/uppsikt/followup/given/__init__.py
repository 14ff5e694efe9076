"""Reports given out: kept whole, and what has changed since."""

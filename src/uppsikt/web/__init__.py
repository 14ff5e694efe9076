"""Settings, addresses, the page shell and static files."""

"""The rules, one module a kind. Importing this package enters them all in the registry."""

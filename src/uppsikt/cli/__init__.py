"""The commands. Nothing here is imported before it is needed: `uppsikt --help` must be quick."""

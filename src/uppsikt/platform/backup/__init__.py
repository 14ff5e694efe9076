"""Backups: everything that an installation keeps as one sealed file, and back again."""

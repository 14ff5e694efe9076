"""What the pages show, as JSON for other programs: read only, with the same rights."""

ROOT = "/api/v1/"
"""Where the addresses of this version begin."""

"""Who reads the pages."""

from uppsikt.platform.access.rules import PUBLIC

READER = PUBLIC
"""Until there is sign-in, everybody who visits reads as the public does."""

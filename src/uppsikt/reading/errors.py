"""The errors of reading a report: each is one sentence to a user, and nothing was read."""

from uppsikt.figures import UppsiktError


class Unreadable(UppsiktError):
    """A file that cannot be read at all: pictures only, a password, an unknown kind, too big."""

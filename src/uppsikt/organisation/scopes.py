"""Committees and activities that a role is to be given in, looked up before it is given."""

from __future__ import annotations

from collections.abc import Iterable

from uppsikt.figures import UppsiktError
from uppsikt.organisation.selectors import all_lines, committee
from uppsikt.platform.access.rules import Reader


class UnknownLine(UppsiktError):
    """A committee has no activity of that key."""


def check_scope(*, reader: Reader, slug: str, activities: Iterable[str] = ()) -> None:
    """Raises UnknownCommittee or UnknownLine, with what there is, for a name that is nothing's.

    An empty `slug` means all committees.
    """
    if not slug:
        return
    found = committee(reader=reader, slug=slug)
    known = [line.key for line in all_lines(reader=reader, committee=slug)]
    unknown = [key for key in activities if key not in known]
    if unknown:
        raise UnknownLine(
            f"{found.name} har ingen sådan verksamhet.",
            values=[f"”{key}”" for key in unknown],
            todo=f"Välj bland {', '.join(known)}.",
        )

"""`uppsikt given`: the reports that were given out, and whether they are as they were then."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.given.checking import Checked
    from uppsikt.followup.given.reports import Given

NOT_WHOLE = 1
"""The status that says that something given out has been changed or lost."""
_NONE = "Ingen rapport är lämnad."


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    folder = installation.open_to_read()
    return {"list": _list, "check": _check}[options.verb](folder, options.committee)


def _list(_folder: DataFolder, committee: str) -> int:
    """Prints each version."""
    lines = [_line(one) for one in _given(committee)]
    print("\n".join(lines) or _NONE)
    return 0


def _check(folder: DataFolder, committee: str) -> int:
    """Prints how each version is, the verdict first."""
    from uppsikt.followup.given.checking import check_given

    slug = _known(committee)
    store = Store(folder.columns)
    found = list(check_given(reader=acting.reader(), store=store, committee=slug))
    print(_verdict(found))
    for one in found:
        print(_checked(one))
    return 0 if all(one.is_whole for one in found) else NOT_WHOLE


def _verdict(found: list[Checked]) -> str:
    broken = sum(not one.is_whole for one in found)
    if not found:
        return _NONE
    if broken:
        verb = "är inte som den lämnades" if broken == 1 else "är inte som de lämnades"
        return (
            f"{broken} av {len(found)} lämnade rapporter {verb}. Återställ ur säkerhetskopian "
            "(uppsikt restore)."
        )
    return f"Alla lämnade rapporter är som de lämnades ({len(found)})."


def _checked(one: Checked) -> str:
    about = "; ".join(one.faults) if one.faults else "hel"
    if not one.given.seal:
        about += "; lämnad innan fingeravtryck sparades"
    return f"  {one.given.title}, version {one.given.version}: {about}"


def _given(committee: str) -> Iterator[Given]:
    from uppsikt.followup.given.reports import given_reports
    from uppsikt.organisation.selectors import committees

    slug = _known(committee)
    for one in committees(reader=acting.reader()):
        if slug in ("", one.slug):
            yield from given_reports(reader=acting.reader(), committee=one.slug)


def _known(committee: str) -> str:
    """The short name of the committee, empty for all. Raises UnknownCommittee."""
    from uppsikt.organisation.selectors import committee as committee_of

    return committee_of(reader=acting.reader(), slug=committee).slug if committee else ""


def _line(one: Given) -> str:
    from uppsikt.followup.given.seal import shortened

    when = f"{one.given_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    parts = [f"{when}  {one.title}, version {one.version}"]
    parts += [f"skäl: {one.reason}"] if one.reason else []
    parts += [] if one.is_public else ["inte offentlig än"]
    parts.append(f"fingeravtryck {shortened(one.seal)}" if one.seal else "utan fingeravtryck")
    return "; ".join(parts)

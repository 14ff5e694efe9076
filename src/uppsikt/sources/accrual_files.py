"""The accruals of a ledger file, set aside once: no report reads a city's rows to find a few."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from uppsikt.sources.accrual_rules import AccrualSigns
from uppsikt.sources.accrual_sql import marked
from uppsikt.store import Store

_KEPT = 256


class Aside(NamedTuple):
    """A small file beside a ledger file: its fingerprint, and how many rows it has."""

    fingerprint: str
    rows: int


_aside: OrderedDict[tuple[Path, str, AccrualSigns], Aside] = OrderedDict()
_lock = Lock()


def accruals_aside(store: Store, files: Sequence[str], signs: AccrualSigns) -> list[str] | None:
    """For each ledger file a small one: all rows of those of its vouchers that have a sign.

    None where no file has such a voucher. The small file is the same for all committees with the
    same signs. Nobody names it in the database: it may be swept away at any time, and is then made
    again. Raises StoreError.
    """
    found = [_aside_of(store, file, signs) for file in files]
    return [one.fingerprint for one in found] if any(one.rows for one in found) else None


def _aside_of(store: Store, fingerprint: str, signs: AccrualSigns) -> Aside:
    asked = (store.root, fingerprint, signs)
    with _lock:
        known = _aside.get(asked)
        if known is None or not store.has_rows(known.fingerprint):
            known = _aside[asked] = _set_aside(store, fingerprint, signs)
        _aside.move_to_end(asked)
        while len(_aside) > _KEPT:
            _aside.popitem(last=False)
    return known


def _set_aside(store: Store, fingerprint: str, signs: AccrualSigns) -> Aside:
    vouchers, values = marked(("rows0",), signs)
    same = " and ".join(f"its.{one} = found.{one}" for one in ("series", "number", "date"))
    rows = store.frame(
        f"select its.* from rows0 its semi join ({vouchers}) found on {same}",
        {"rows0": [fingerprint]},
        values,
    )
    return Aside(store.write(rows), rows.height)

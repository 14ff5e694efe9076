"""What a ledger has done with known items, in words."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import kronor
from uppsikt.planning.known_item_selectors import changed_since
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.store import Store


def changed_lines(store: Store, known_at: int) -> Iterator[str]:
    """The items that ledgers read after the import have reversed or opened again, in words."""
    for one in changed_since(reader=OPERATOR, store=store, known_at=known_at):
        what = "återförd" if abs(one.after) < abs(one.before) else "öppnad igen"
        yield (
            f"  Känd post {one.item.key} ({one.committee}), {one.item.name}, är {what}: "
            f"{kronor(one.before)} blir {kronor(one.after)} kvar."
        )

"""The tables of known items: what is not booked, and commitments, in kronor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppsikt.documents import Block, Cell, Column, Heading, Row, Table
from uppsikt.figures import Absent, Name, Unit, What
from uppsikt.followup.basis.facts import KnownRow
from uppsikt.followup.basis.known_items import MOST_IN_WORDS, item_name, left_name, total_names
from uppsikt.followup.book.computed import Computed

HEADING = "Kända poster"
_ORE = 100
_AGED = (
    "En post återförs när verifikationen bokförs. Åldern räknas från slutet av postens månad till "
    "slutet av rapportens."
)
_COMMITTED = "Åtaganden är beställda eller avtalade. De ingår inte i utfallet."


def known_blocks(computed: Computed) -> Iterator[Block]:
    """The tables under their heading; nothing where the notes of the report say it all.

    They do when a few items are known, count, and nothing of them is reversed.
    """
    known = computed.facts.known_items
    plain = all(row.counts and not row.is_reversed and not row.rivals for row in known)
    if plain and len(known) <= MOST_IN_WORDS:
        return
    yield Heading(1, HEADING)
    counting = [row for row in known if row.counts]
    commitments = [row for row in known if not row.counts]
    if counting:
        yield _table(computed, "kanda", "Kända kostnader och intäkter", counting, _AGED)
    if commitments:
        yield _table(computed, "ataganden", "Åtaganden", commitments, _COMMITTED)


def _table(
    computed: Computed, key: str, caption: str, rows: Sequence[KnownRow], note: str
) -> Table:
    facts = computed.facts
    lines = [
        (
            row.key,
            _label(row),
            (
                item_name(facts, What.KNOWN, row.key),
                item_name(facts, What.REVERSED, row.key),
                left_name(facts, row),
            ),
        )
        for row in rows
    ]
    whole = total_names(facts, rows[0].counts)
    every = [name for _, _, own in lines for name in own]
    decimals = 2 if any(_ore(computed, name) % _ORE for name in every) else 0
    shown = [
        Row(label, label, "row", _cells(computed, own, decimals), f"post.{item}")
        for item, label, own in lines
    ]
    parts = tuple(row.key for row in shown)
    shown.append(Row("Summa", "Summa", "sum", _cells(computed, whole, decimals), "summa", parts))
    columns = (
        Column("Belopp", "Belopp", "pale", 2, decimals),
        Column("Återfört", "Återfört", "pale", 2, decimals),
        Column("Kvar", "Kvar", "normal", 1, decimals),
    )
    unclear = tuple(
        f"{row.name}: samma verifikation kan höra till {', '.join(row.rivals)}, så den återför "
        "ingen av dem."
        for row in rows
        if row.rivals
    )
    notes = (note, *unclear)
    return Table(key, caption, caption, Unit.KR, columns, tuple(shown), notes, row_head="Post")


def _label(row: KnownRow) -> str:
    where = f", {row.where}" if row.where else ""
    age = f", {row.age}" if row.age else ""
    name = row.name[:1].upper() + row.name[1:]
    return f"{name}{where}, {row.month.text}{age}"


def _cells(computed: Computed, names: Sequence[Name], decimals: int) -> tuple[Cell, ...]:
    """Whole kronor, or kronor and öre where any amount has some."""
    step = 1 if decimals else _ORE
    return tuple(Cell(printed=_ore(computed, name) // step, name=name) for name in names)


def _ore(computed: Computed, name: Name) -> int:
    """The exact amount; an item's is always known."""
    value = computed.exact.value(name)
    assert not isinstance(value, Absent)
    return int(value)

"""The tables of all committees together: the committees, income and cost, and the pairs."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.documents.model import RowRole
from uppsikt.figures import NOT_COMPUTABLE, Side, What, join_words
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.tables.layout import ROUNDING_NOTE
from uppsikt.followup.together.facts import SIDES, Pair, external, in_pair, internal, whole
from uppsikt.followup.together.overview import Overview
from uppsikt.followup.together.sums import Together

SUM, PART = "Summa", "Summa av dem som har siffror"
INTERNAL, EXTERNAL = "Interna poster i summan", "Summan utan interna poster"
ONLY_ACTUAL = (
    "Bara bokförda rader har en motpart. Kommunbidrag, prognos och avvikelse är därför summerade "
    "med interna poster."
)
_OUTSIDE_NOTE = "Tom cell: den parten är inte upplagd som nämnd, så dess bokföring syns inte här."
_SIDELESS = ", konton utan slag"
_SIDE_ROWS = {Side.INCOME: "Intäkter", Side.COST: "Kostnader", Side.NET: "Nettokostnad"}


def sum_rows(page: Overview) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    """The rows below the committees: key, text and the cells of the four columns.

    The sum, that of those that have figures where some lack them, the internal entries in it and
    what is left without them.
    """
    yield "summa", SUM, page.sum_cells()
    part = page.part_cells()
    if part is not None:
        yield "del", PART, part
    facts = page.together.facts
    if facts.booked:
        for key, text, name in (
            ("internt", INTERNAL, internal(facts)),
            ("externt", EXTERNAL, external(facts)),
        ):
            yield key, text, (Cell(), page.together.cell(name), Cell(), Cell())


def committees_table(page: Overview) -> Table:
    """The committees with their sums, as on the page of all committees."""
    year, decimals = page.period.year, page.scale.decimals
    span = months_text(page.period.to_date_of())
    columns = (
        Column(f"Kommunbidrag {year}", f"Kommunbidrag\n{year}", priority=2, decimals=decimals),
        Column(f"Utfall {page.period}", f"Utfall\n{span}", decimals=decimals),
        Column(f"Prognos {year}", f"Prognos\n{year}", priority=2, decimals=decimals),
        Column("Avvikelse", "Avvikelse\nhelår", "variance", decimals=decimals),
    )
    rows = [Row(row.name, row.name, "row", row.cells, row.slug) for row in page.rows]
    keys = tuple(row.slug for row in page.rows)
    rows += [
        Row(text, text, "sum", cells, f"={key}", keys if key == "summa" else ())
        for key, text, cells in sum_rows(page)
    ]
    name = f"Nämndernas ekonomi, {page.scale.unit.symbol}"
    notes = tuple(overview_notes(page))
    return Table(
        "namnder", name, "Nämndernas ekonomi", page.scale.unit, columns, tuple(rows), notes,
        row_head="Nämnd",
    )  # fmt: skip


def sides_table(page: Overview) -> Table:
    """Income, cost and net cost together: with, of which internal, and without."""
    together, facts = page.together, page.together.facts
    ways = (
        ("Nämnderna tillsammans", "Nämnderna\ntillsammans", whole),
        ("Interna poster", "Interna\nposter", internal),
        ("Utan interna poster", "Utan interna\nposter", external),
    )
    columns = tuple(Column(name, head, decimals=page.scale.decimals) for name, head, _ in ways)
    rows = []
    for side in SIDES:
        role: RowRole = "sum" if side is Side.NET else "row"
        cells = tuple(together.cell(of(facts, side)) for _, _, of in ways)
        parts = (Side.INCOME.value, Side.COST.value) if side is Side.NET else ()
        text = _SIDE_ROWS[side]
        rows.append(Row(text, text, role, cells, side.value, parts))
    span = f"{months_text(facts.to_date)} {facts.month.year}"
    caption = f"Intäkter och kostnader {span}"
    notes = [ROUNDING_NOTE]
    if not facts.is_whole:
        notes.append(lacking_note(together, What.ACTUAL) + " Beloppen gäller de andra.")
    return Table(
        "interna", f"{caption}, {page.scale.unit.symbol}", caption, page.scale.unit, columns,
        tuple(rows), tuple(notes), row_head="Slag",
    )  # fmt: skip


def pairs_table(page: Overview) -> Table | None:
    """The internal entries by seller and buyer, and what does not meet; None without any."""
    together, facts = page.together, page.together.facts
    if not together.pairs:
        return None
    decimals = page.scale.decimals
    columns = (
        Column("Intäkt hos säljaren", "Intäkt hos\nsäljaren", priority=2, decimals=decimals),
        Column("Kostnad hos köparen", "Kostnad hos\nköparen", priority=2, decimals=decimals),
        Column("Möter ingen motpost", "Möter ingen\nmotpost", decimals=decimals),
    )
    rows = [_pair_row(together, pair) for pair in together.pairs]
    unsure = any(row.cells[2].absent is NOT_COMPUTABLE for row in rows)
    sums = [together.cell(internal(facts, side)) for side in SIDES]
    if unsure:
        sums[2] = Cell(absent=NOT_COMPUTABLE)
    keys = tuple(row.key for row in rows)
    rows.append(Row(SUM, SUM, "sum", tuple(sums), "=summa", keys))
    caption = f"Interna poster {months_text(facts.to_date)} {facts.month.year}"
    notes = [ROUNDING_NOTE]
    if any(cell == Cell() for row in rows for cell in row.cells):
        notes.append(_OUTSIDE_NOTE)
    return Table(
        "motparter", f"{caption}, {page.scale.unit.symbol}", caption, page.scale.unit, columns,
        tuple(rows), tuple(notes), row_head="Säljare till köpare",
    )  # fmt: skip


def _pair_row(together: Together, pair: Pair) -> Row:
    facts = together.facts
    text = f"{facts.name_of(pair.seller)} till {facts.name_of(pair.buyer)}"
    if pair.is_sideless:
        text = f"{facts.name_of(pair.seller)} mot {facts.name_of(pair.buyer)}{_SIDELESS}"
    cells = [_pair_cell(together, pair, side) for side in (Side.INCOME, Side.COST)]
    unknown = not pair.is_sideless and NOT_COMPUTABLE in {cell.absent for cell in cells}
    net = together.cell(in_pair(facts, pair))
    cells.append(Cell(absent=NOT_COMPUTABLE) if unknown else net)
    key = f"{pair.seller}>{pair.buyer}" + ("=" if pair.is_sideless else "")
    return Row(text, text, "row", tuple(cells), key)


def _pair_cell(together: Together, pair: Pair, side: Side) -> Cell:
    """A pair's amount: blank for a part that keeps no books here, unknown where they lack."""
    key, is_booked = (
        (pair.seller, pair.has_seller) if side is Side.INCOME else (pair.buyer, pair.has_buyer)
    )
    if is_booked or pair.is_sideless:
        return together.cell(in_pair(together.facts, pair, side))
    return Cell() if key.startswith("=") else Cell(absent=NOT_COMPUTABLE)


def overview_notes(page: Overview) -> Iterator[str]:
    """What must be known of the sums: who lacks what, and what could not be told apart."""
    together = page.together
    if together.facts.booked:
        yield ONLY_ACTUAL
    yield from _lacking_notes(together)
    if together.moved and page.scale.decimals == 0:
        names = dict.fromkeys(name.of.committee for name in together.moved)
        listed = join_words([together.facts.name_of(slug) for slug in names])
        yield f"För att summan ska stämma är ett belopp avrundat åt andra hållet här: {listed}."
    yield from codeless_note(together)


_COLUMN_WORDS = {
    What.GRANT: "kommunbidrag",
    What.ACTUAL: "utfall",
    What.FORECAST: "prognos",
    What.FORECAST_VARIANCE: "avvikelse",
}


def _lacking_notes(together: Together) -> Iterator[str]:
    """One note for all columns that the same committees lack."""
    found: dict[tuple[str, ...], list[What]] = {}
    for what in _COLUMN_WORDS:
        if slugs := tuple(one.slug for one in together.lacking(what)):
            found.setdefault(slugs, []).append(what)
    for whats in found.values():
        words = join_words([_COLUMN_WORDS[what] for what in whats])
        yield lacking_note(together, whats[0], words.capitalize())


def lacking_note(together: Together, what: What, word: str = "Utfall") -> str:
    """Which committees lack the figure, so that the sum of all cannot be computed."""
    names = join_words([one.name for one in together.lacking(what)])
    return f"{word} saknas för {names}, så summan av alla nämnder går inte att beräkna."


def codeless_note(together: Together) -> Iterator[str]:
    """The committees that no counterpart code stands for: what others book on them is not seen."""
    facts = together.facts
    if not facts.codeless:
        return
    if len(facts.codeless) == len(facts.committees):
        yield (
            "Ingen nämnd har motparter i sin installationsfil, så interna poster går inte att "
            "känna igen."
        )
        return
    names = join_words([facts.name_of(slug) for slug in facts.codeless])
    yield (
        f"Motparter saknas i installationsfilen för {names}, så det andra har bokfört mot den "
        "är inte borträknat."
    )

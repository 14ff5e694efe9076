"""All committees together without what they have booked on each other: sums hold to the öre."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.documents import Cell
from uppsikt.figures import (
    IDENTITIES,
    MISSING,
    NOT_COMPUTABLE,
    Absent,
    Period,
    Side,
    UppsiktError,
    Value,
    What,
)
from uppsikt.followup.together.document import internal_lead, overview_document
from uppsikt.followup.together.facts import (
    SCALES,
    SIDES,
    Committee,
    Entry,
    Facts,
    external,
    in_pair,
    internal,
    whole,
)
from uppsikt.followup.together.overview import Overview, OverviewRow
from uppsikt.followup.together.sums import Together, add_up
from uppsikt.followup.together.tables import committees_table, overview_notes, pairs_table

MONTH = Period.month(2022, 10)
NAMES = {"skola": "Skola", "kultur": "Kultur", "vard": "Vård", "=Lokaler": "Lokaler"}
TKR, MNKR = SCALES["tkr"], SCALES["mnkr"]


def committee(slug: str, income: Value, cost: Value, forecast: Value = MISSING) -> Committee:
    """A committee with what it has booked; the rest of its figures follow from a budget."""
    absent = isinstance(income, Absent) or isinstance(cost, Absent)
    net: Value = (
        MISSING if isinstance(income, Absent) or isinstance(cost, Absent) else income + cost
    )
    return Committee(
        slug,
        NAMES[slug],
        grant=MISSING if absent else 10_000_000_049,
        budget=MISSING if absent else -10_000_000_051,
        actual=net,
        income=income,
        cost=cost,
        forecast=forecast,
    )


def two(*entries: Entry) -> Facts:
    """Two committees of 1 000,49 and 2 000,49 tkr of net cost."""
    return Facts(
        MONTH,
        (
            committee("skola", 50_049_000, -150_098_000, -9_000_000_050),
            committee("kultur", 10_000_000, -210_049_000, -10_100_000_050),
        ),
        entries,
        NAMES,
    )


SALE = (
    Entry("skola", "kultur", Side.INCOME, 7_000_001, 3),
    Entry("kultur", "skola", Side.COST, -7_000_001, 2),
)


def page_of(facts: Facts, unit: str = "tkr") -> Overview:
    together = add_up(facts, SCALES[unit])
    whats = (What.GRANT, What.ACTUAL, What.FORECAST, What.FORECAST_VARIANCE)
    rows = tuple(
        OverviewRow(one.slug, one.name, *_cells(together, one.slug, whats), ())
        for one in facts.committees
    )
    return Overview(MONTH, rows, together)


def _cells(
    together: Together, slug: str, whats: tuple[What, What, What, What]
) -> tuple[Cell, Cell, Cell, Cell]:
    grant, actual, forecast, change = (together.cell(together.of(one, slug)) for one in whats)
    return grant, actual, forecast, change


def words(page: Overview) -> str:
    return "".join(run.text for run in internal_lead(page)).replace("\xa0", " ")


def test_a_sale_between_two_committees_is_taken_out_on_both_sides() -> None:
    sums = add_up(two(*SALE), TKR)
    facts, exact = sums.facts, sums.exact

    assert exact.value(whole(facts, Side.INCOME)) == 60_049_000
    assert exact.value(internal(facts, Side.INCOME)) == 7_000_001
    assert exact.value(external(facts, Side.INCOME)) == 53_048_999
    assert exact.value(external(facts, Side.COST)) == -360_147_000 + 7_000_001
    assert exact.value(internal(facts)) == 0
    assert exact.value(external(facts)) == exact.value(whole(facts)) == -300_098_000
    assert "Alla möter sina motposter." in words(page_of(two(*SALE)))


def test_what_meets_no_counter_entry_is_shown_and_not_hidden() -> None:
    page = page_of(two(SALE[0], replace(SALE[1], amount=-6_900_000)))
    table = pairs_table(page)

    assert table is not None
    (row, total) = table.rows
    assert row.text == "Skola till Kultur"
    assert [cell.printed for cell in row.cells] == [70, -69, 1]
    assert [str(cell.exact) for cell in row.cells] == ["70.00001", "-69", "1.00001"]
    assert total.cells[2].exact == row.cells[2].exact
    assert "I ett fall möts intäkt och kostnad inte; tillsammans är skillnaden plus 1 tkr." in (
        words(page)
    )


def test_differences_that_cancel_out_are_two_findings() -> None:
    other = (Entry("kultur", "skola", Side.INCOME, 500_000, 1),)
    page = page_of(two(SALE[0], replace(SALE[1], amount=-7_500_001), *other))

    assert page.together.exact.value(internal(page.together.facts)) == 0
    assert "I två fall möts intäkt och kostnad inte" in words(page)


def test_a_committee_that_sells_to_itself_is_its_own_pair() -> None:
    own = (
        Entry("skola", "skola", Side.INCOME, 300, 1),
        Entry("skola", "skola", Side.COST, -300, 1),
    )
    page = page_of(two(*own))

    table = pairs_table(page)
    assert table is not None
    assert [row.text for row in table.rows] == ["Skola till Skola", "Summa"]
    assert page.together.exact.value(external(page.together.facts, Side.COST)) == -360_146_700


def test_a_part_that_is_no_committee_here_leaves_its_side_blank() -> None:
    page = page_of(two(Entry("skola", "=Lokaler", Side.COST, -4_000_000, 9)))
    table = pairs_table(page)

    assert table is not None
    assert table.rows[0].text == "Lokaler till Skola"
    assert [cell.printed for cell in table.rows[0].cells] == [None, -40, -40]
    assert table.rows[0].cells[0].absent is None
    assert any("inte upplagd som nämnd" in note for note in table.notes)


def test_without_one_committees_figures_the_sum_is_not_computable_and_never_smaller() -> None:
    facts = two(*SALE)
    lacking = replace(facts, committees=(*facts.committees, committee("vard", MISSING, MISSING)))
    page = page_of(lacking)
    rows = {row.text: row.cells for row in committees_table(page).rows}

    assert {cell.absent for cell in rows["Summa"]} == {NOT_COMPUTABLE}
    assert rows["Summa av dem som har siffror"][1].printed == -3001
    assert rows["Summan utan interna poster"][1].printed == -3001
    notes = list(overview_notes(page))
    lacking_notes = [note for note in notes if "saknas för Vård" in note]
    assert len(lacking_notes) == 1
    assert lacking_notes[0].startswith("Kommunbidrag, utfall, prognos och avvikelse saknas")


def test_a_pair_with_a_committee_without_figures_is_not_computable() -> None:
    facts = two(Entry("skola", "vard", Side.INCOME, 5_000, 1))
    lacking = replace(facts, committees=(*facts.committees, committee("vard", MISSING, MISSING)))
    table = pairs_table(page_of(lacking))

    assert table is not None
    assert [cell.absent for cell in table.rows[0].cells] == [None, NOT_COMPUTABLE, NOT_COMPUTABLE]
    assert table.rows[-1].cells[2].absent is NOT_COMPUTABLE


def test_accounts_without_a_side_leave_income_and_cost_unknown_but_not_the_net() -> None:
    facts = two(*SALE, Entry("skola", "kultur", None, 900_000, 1))
    plain = replace(
        facts,
        committees=(
            replace(facts.committees[0], income=NOT_COMPUTABLE, cost=NOT_COMPUTABLE),
            facts.committees[1],
        ),
    )
    exact = add_up(plain, TKR).exact

    assert exact.value(internal(plain)) == 900_000
    assert exact.value(internal(plain, Side.INCOME)) is NOT_COMPUTABLE
    assert exact.value(external(plain)) == -300_098_000 - 900_000


def test_nothing_at_all_and_one_committee() -> None:
    empty = page_of(Facts(MONTH, ()))
    assert {cell.absent for cell in empty.sum_cells()} == {MISSING}
    assert empty.part_cells() is None
    assert "inget att räkna bort" in words(empty)

    one = page_of(Facts(MONTH, two().committees[:1], (), NAMES))
    assert [cell.printed for cell in one.sum_cells()] == [
        cell.printed for cell in one.rows[0].cells
    ]
    assert words(one) == "Inga interna poster är bokförda till och med oktober 2022."
    assert overview_document(one).tables()


def test_in_mnkr_the_sums_hold_with_one_decimal() -> None:
    page = page_of(two(*SALE), "mnkr")
    columns = list(zip(*(row.cells for row in page.rows), page.sum_cells(), strict=True))

    for *parts, total in columns:
        assert sum(part.printed or 0 for part in parts) == total.printed
    assert page.sum_cells()[1].printed == -30
    assert "0,1 mnkr" in words(page)


@pytest.mark.parametrize("code", ["without_internal", "total", "net_cost"])
def test_a_broken_identity_breaks_the_sums(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = repr(pairs_table(page_of(two(*SALE)))) + repr(committees_table(page_of(two(*SALE))))
    kept = IDENTITIES[code]

    def wrong(count: int) -> tuple[int, ...]:
        first, *rest = kept.weights(count)
        return (-3 * int(first), *map(int, rest))

    monkeypatch.setitem(IDENTITIES, code, replace(kept, weights=wrong))
    try:
        broken = page_of(two(*SALE))
        told = repr(pairs_table(broken)) + repr(committees_table(broken))
    except UppsiktError as fault:
        told = str(fault)
    assert told != right


AMOUNTS = st.integers(-(10**12), 10**12)
KEYS = list(NAMES)


@st.composite
def cities(draw: st.DrawFn) -> Facts:
    """Committees, of which some lack figures, and any entries on any counterparts."""
    slugs = draw(st.lists(st.sampled_from(KEYS[:3]), unique=True))
    found = [
        committee(slug, draw(AMOUNTS), draw(AMOUNTS), draw(st.one_of(st.just(MISSING), AMOUNTS)))
        if draw(st.integers(0, 4))
        else committee(slug, MISSING, MISSING)
        for slug in slugs
    ]
    booked = [one.slug for one in found if one.has_actual]
    keys = st.tuples(
        st.sampled_from(booked or ["skola"]),
        st.sampled_from(KEYS),
        st.sampled_from([Side.INCOME, Side.COST]),
    )
    entries = draw(st.dictionaries(keys, AMOUNTS, max_size=9)) if booked else {}
    listed = tuple(Entry(*key, amount, 1) for key, amount in entries.items())
    return Facts(MONTH, tuple(found), listed, NAMES)


@given(facts=cities(), unit=st.sampled_from(list(SCALES)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_booked_sum_less_internal_is_external_exact_and_printed(
    facts: Facts, unit: str
) -> None:
    sums = add_up(facts, SCALES[unit])
    step = sums.scale.step
    removed = sum(entry.amount for entry in facts.entries)

    for book in (sums.exact, sums.printed):
        for side in SIDES:
            values = [book.value(of(facts, side)) for of in (whole, internal, external)]
            if facts.booked:
                assert values[0] == values[1] + values[2]  # type: ignore[operator]
        for pair in sums.pairs:
            if pair.has_seller and pair.has_buyer:
                income, cost, net = (book.value(in_pair(facts, pair, side)) for side in SIDES)
                assert income + cost == net  # type: ignore[operator]
    if facts.booked:
        assert sums.exact.value(internal(facts)) == removed
        nets = [sums.exact.value(in_pair(facts, pair)) for pair in sums.pairs]
        assert sum(nets) == removed  # type: ignore[arg-type]
        actual = sum(one.actual for one in facts.booked)  # type: ignore[misc]
        assert sums.exact.value(external(facts)) == actual - removed
    for name in sums.printed.names():
        exact, shown = sums.exact.value(name), sums.printed.value(name)
        if isinstance(exact, int) and name.what is not What.FORECAST_VARIANCE:
            assert abs(exact - int(shown)) < step  # type: ignore[arg-type]
    for what in (What.GRANT, What.ACTUAL, What.FORECAST, What.FORECAST_VARIANCE):
        parts = [sums.printed.value(sums.of(what, one.slug)) for one in facts.committees]
        known = [part for part in parts if not isinstance(part, Absent)]
        if known:
            assert sums.printed.value(sums.of(what)) == sum(known)

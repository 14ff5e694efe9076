"""Known items: what reverses them, what remains, and that nothing is ever counted twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from planning.plan_files import BUDGET, FIRST, TABLES
from sources.city import NOW, WORK, Voucher, aid, fee, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.planning import known_item_rules as rules
from uppsikt.planning.files import PlanFault, PlanFaults
from uppsikt.planning.intake import PlanOutcome
from uppsikt.planning.known_item_export import known_csv, known_xlsx
from uppsikt.planning.known_item_models import KnownItem as KnownItems
from uppsikt.planning.known_item_rules import BookedRow, KnownItem, KnownKind, Link, VoucherId
from uppsikt.planning.known_item_selectors import (
    FollowedItem,
    item_history,
    known,
    places,
    proposals,
)
from uppsikt.planning.known_item_services import (
    NoSuchVoucher,
    NotWithdrawn,
    TakenVoucher,
    import_known,
    say_of_voucher,
    voucher_of,
    withdraw,
)
from uppsikt.planning.known_item_words import changed_lines
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.importing import kind_of
from uppsikt.sources.models import Import
from uppsikt.sources.selectors import balances

HEAD = "Post;Slag;Benämning;Månad;Verksamhet;Kontogrupp;Enhet;Belopp;Motpart;Referens\n"
RENT = "K-1;känd kostnad;hyra;2022-02;Ekonomiskt bistånd;Kostnader;kr;-340;Fastigheter AB;F-8821\n"
ORDER = "B-1;åtagande;inventarier;2022-01;Arbete;;kr;-900;;\n"
FEBRUARY, MARCH = Period.month(2022, 2), Period.month(2022, 3)
A, B = VoucherId(2022, "A", "1"), VoucherId(2022, "A", "2")


def item(key: str = "k", amount: int = -340, **more: object) -> KnownItem:
    kind = KnownKind.COST if amount < 0 else KnownKind.INCOME
    fields = {"activity": "bistand", "group": "", "month": 202202, "reference": "F-8821", **more}
    return KnownItem(key=key, kind=kind, name="hyra", amount=amount, **fields)  # type: ignore[arg-type]


def row(amount: int, text: str = "Faktura F-8821", **more: object) -> BookedRow:
    fields = {"month": 202203, "voucher": A, "activity": "bistand", "group": "", **more}
    return BookedRow(amount=amount, text=text, place=("fil", 1), **fields)  # type: ignore[arg-type]


_texts = st.sampled_from(("F-8821", "hyra F-8821 mars", "F-88210", "xF-8821", "annat", "G-1000"))
_rows = st.lists(
    st.builds(
        row,
        st.integers(-500, 500),
        text=_texts,
        month=st.integers(202201, 202204),
        voucher=st.sampled_from((A, B)),
        activity=st.sampled_from(("bistand", "arbete")),
    ),
    max_size=8,
)
_items = st.lists(
    st.builds(
        item,
        st.sampled_from(("k1", "k2", "k3", "k4")),
        st.integers(-400, 400).filter(bool),
        reference=st.sampled_from(("", "F-8821", "G-1000")),
        activity=st.sampled_from(("", "bistand", "arbete")),
        month=st.integers(202201, 202203),
        withdrawn=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda one: one.key,
)
_links = st.lists(
    st.builds(Link, st.sampled_from(("k1", "k2")), st.sampled_from((A, B)), st.booleans()),
    max_size=3,
    unique_by=lambda one: (one.key, one.voucher),
)


@given(_items, _rows, _links, st.integers(202201, 202205))
def test_an_amount_is_what_is_reversed_and_what_remains(
    items: list[KnownItem], rows: list[BookedRow], links: list[Link], month: int
) -> None:
    claimed = rules.claims(items, rows, links)
    for one in items:
        own = claimed[one.key].rows if one.key in claimed else ()
        stands = rules.standing(one, own, month)
        assert stands.amount == (0 if one.withdrawn else one.amount)
        assert stands.amount == stands.reversed + stands.remaining
        assert stands.reversed * stands.amount >= 0
        assert abs(stands.reversed) <= abs(stands.amount)
        assert abs(stands.remaining) <= abs(stands.amount)


@given(_items, _rows, _links)
def test_a_row_reverses_at_most_one_item(
    items: list[KnownItem], rows: list[BookedRow], links: list[Link]
) -> None:
    numbered = [replace(one, place=("fil", place)) for place, one in enumerate(rows)]
    claimed = rules.claims(items, numbered, links)
    owned = [each for one in claimed.values() for each in one.rows]
    assert len(owned) == len(set(owned))
    for key, one in claimed.items():
        its = next(each for each in items if each.key == key)
        assert all(rules.covers(its, each) for each in one.rows)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("F-8821", True),
        ("faktura f-8821, mars", True),
        ("F-88210", False),
        ("XF-8821", False),
        ("F-88210 och F-8821", True),
        ("F-882", False),
    ],
)
def test_a_reference_stands_whole(text: str, named: bool) -> None:
    assert rules.names_reference(item(), row(-1, text)) is named


def test_a_row_that_two_items_might_have_is_given_to_neither() -> None:
    two = [item("k1"), item("k2")]
    claimed = rules.claims(two, [row(-340)], [])
    assert [claimed[key].rows for key in ("k1", "k2")] == [(), ()]
    assert claimed["k1"].rivals == {"k2"}
    said = rules.claims(two, [row(-340)], [Link("k2", A, belongs=True)])
    assert (said["k1"].rows, len(said["k2"].rows)) == ((), 1)
    apart = rules.claims(two, [row(-340)], [Link("k1", A, belongs=False)])
    assert (apart["k1"].rows, len(apart["k2"].rows)) == ((), 1)


def test_an_invoice_fulfils_a_commitment_and_reverses_the_known_cost() -> None:
    order = KnownItem("b", KnownKind.COMMITMENT, "order", "", "", 202201, -900, reference="F-8821")
    claimed = rules.claims([item(), order], [row(-340)], [])
    assert len(claimed["k"].rows) == len(claimed["b"].rows) == 1
    assert not rules.counts_in(order, 202203)


def test_a_credit_note_opens_an_item_again() -> None:
    rows = [row(-340), row(340, month=202204, voucher=B)]
    assert rules.standing(item(), rows, 202203).remaining == 0
    assert rules.standing(item(), rows, 202204).remaining == -340
    assert rules.standing(item(), [row(-500)], 202203).booked == -500


@pytest.mark.parametrize(
    ("month", "remaining", "counts"),
    [(202209, -6, False), (202210, -6, True), (202211, -6, True), (202212, 0, True),
     (202301, 0, False)],
)  # fmt: skip
def test_an_item_of_the_set_up_file_stands_until_its_month(
    month: int, remaining: int, counts: bool
) -> None:
    rent = item(amount=-6, month=202210, planned=202212)
    assert rules.standing(rent, (), month).remaining == remaining
    assert rules.counts_in(rent, month) is counts


@pytest.mark.parametrize(
    ("month", "days", "age"),
    [(202202, 0, "0–30 dagar"), (202203, 31, "31–60 dagar"), (202204, 61, "61–90 dagar"),
     (202205, 92, "över 90 dagar")],
)  # fmt: skip
def test_age_is_counted_from_the_end_of_the_month(month: int, days: int, age: str) -> None:
    assert rules.days_open(item(), month) == days
    assert rules.age_of(days).value == age


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


class Books:
    """The tiny city's files, given and read as commands do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def give(self, text: str) -> PlanOutcome:
        path = self.folder / "kanda.csv"
        path.write_text(text, encoding="utf-8")
        return import_known(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete")

    def book(self, *vouchers: Voucher, text: str = "Faktura F-8821") -> None:
        load(self.folder, sie(*vouchers).replace('"Rad"', f'"{text}"'))

    def say(self, key: str, voucher: str, belongs: bool | None) -> str:
        return str(
            say_of_voucher(
                actor=COMMAND_LINE, now=NOW, store=current_store(), committee="arbete", key=key,
                voucher=voucher_of(current_store(), "arbete", voucher, [2022]), belongs=belongs,
            )
        )  # fmt: skip

    def known(self, month: Period = MARCH, known_at: int | None = None) -> dict[str, FollowedItem]:
        found = known(
            reader=OPERATOR, store=current_store(), committee="arbete", month=month,
            known_at=known_at,
        )  # fmt: skip
        return {one.item.key: one for one in found}

    def remaining(self, key: str = "k-1", **asked: object) -> int:
        return self.known(**asked)[key].standing.remaining  # type: ignore[arg-type]


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Books:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)
    return Books(tmp_path)


@pytest.mark.django_db
@pytest.mark.database
class TestThroughTheDoors:
    """Files, vouchers and commands in the tiny city."""

    def test_a_voucher_with_the_reference_reverses_the_item_in_its_month(
        self, books: Books
    ) -> None:
        books.book(aid("20220115", 100))
        assert str(books.give(HEAD + RENT)) == "kanda.csv: 1 känd post inläst."
        assert books.remaining() == -34_000
        books.book(aid("20220115", 100), aid("20220310", 340))
        assert books.remaining(month=FEBRUARY) == -34_000
        one = books.known()["k-1"]
        assert (one.standing.reversed, one.is_open) == (-34_000, False)
        assert [each.voucher.text for each in one.reversals] == ["A-2"]

    def test_actual_with_known_counts_every_krona_once(self, books: Books) -> None:
        """Booked + remaining is the same before and after the voucher, and after a part of it."""
        books.give(HEAD + RENT)
        for parts in ((), (100,), (100, 240), (100, 140, 200)):
            others = aid("20220110", 1), fee("20220210", 1), fee("20220330", 1)
            books.book(*others, *(aid("20220310", one) for one in parts))
            booked = balances(
                reader=OPERATOR,
                store=current_store(),
                committee="arbete",
                first_year=2022,
                last_year=2022,
            ).value(Period.to_date(2022, 3), activity="bistand")
            still = [one for one in books.known().values() if one.stands_beside(MARCH)]
            assert isinstance(booked, int)
            together = booked + sum(one.standing.remaining for one in still)
            assert together == -100 - max(34_000, 100 * sum(parts))

    def test_a_ledger_that_takes_the_voucher_away_opens_the_item(self, books: Books) -> None:
        books.give(HEAD + RENT)
        books.book(aid("20220310", 340))
        assert books.remaining() == 0
        first = Import.objects.latest("id").pk
        (told,) = changed_lines(current_store(), 0)
        assert "k-1 (arbete), hyra, är återförd: −340,00 kr blir 0,00 kr kvar." in plain(told)
        books.book(aid("20220310", 340), text="Annat")
        (told,) = changed_lines(current_store(), first)
        assert "är öppnad igen: 0,00 kr blir −340,00 kr kvar." in plain(told)
        assert list(changed_lines(current_store(), Import.objects.latest("id").pk)) == []
        assert books.remaining() == -34_000
        assert books.remaining(known_at=first) == 0

    @pytest.mark.parametrize("reference", ["F.88(21)+", "ÅR 2022*7", "a|b^1$", "[x]-{9}"])
    def test_a_reference_is_no_pattern(self, books: Books, reference: str) -> None:
        books.give(HEAD + RENT.replace("F-8821", reference))
        books.book(aid("20220310", 340), text=f"hyra {reference.lower()}, mars")
        assert books.remaining() == 0

    def test_what_counted_at_an_import_is_told_for_ever(self, books: Books) -> None:
        books.book(aid("20220110", 1), text="Annat")
        first = Import.objects.latest("id").pk
        books.give(HEAD + RENT)
        books.book(aid("20220110", 2), text="Annat")
        second = Import.objects.latest("id").pk
        books.give(HEAD + RENT.replace("-340", "-500"))
        assert books.remaining(known_at=first) == -34_000
        assert books.known(known_at=first - 1) == {}
        assert books.remaining(known_at=second) == books.remaining() == -50_000

    def test_a_voucher_is_matched_by_hand_and_let_go(self, books: Books) -> None:
        books.give(HEAD + RENT)
        books.book(aid("20220310", 200), text="Annat")
        assert books.remaining() == -34_000
        said = books.say("K-1", "A-1", True)
        assert plain(said) == (
            "k-1 hör ihop med A-1. Av −340,00 kr är −200,00 kr återfört och −140,00 kr kvar."
        )
        assert books.remaining() == -14_000
        assert "redan sagt" in books.say("k-1", "A-1", True)
        assert "inte längre" in books.say("k-1", "A-1", None)
        assert books.remaining() == -34_000
        verbs = [entry.verb for entry in Entry.objects.all()]
        assert verbs[-2:] == [
            "kopplade känd post till verifikation", "tog bort koppling av känd post",
        ]  # fmt: skip

    def test_a_match_by_reference_can_be_denied(self, books: Books) -> None:
        books.give(HEAD + RENT)
        books.book(aid("20220310", 340))
        books.say("k-1", "A-1", False)
        assert books.remaining() == -34_000

    def test_a_voucher_that_cannot_be_the_items_is_refused(self, books: Books) -> None:
        books.give(HEAD + RENT + RENT.replace("K-1", "K-2").replace("F-8821", "F-9999"))
        books.book(aid("20220310", 340), fee("20220311", 5), text="Annat")
        with pytest.raises(NoSuchVoucher, match="inte bokförd där posten"):
            books.say("k-1", "A-2", True)
        with pytest.raises(NoSuchVoucher, match="finns inte"):
            books.say("k-1", "A-3", True)
        books.say("k-1", "A-1", True)
        with pytest.raises(TakenVoucher, match="k-1"):
            books.say("k-2", "A-1", True)

    def test_likely_vouchers_are_proposed_and_nothing_is_matched(self, books: Books) -> None:
        books.give(HEAD + RENT)
        books.book(aid("20220310", 340), aid("20220311", 90), text="Fastigheter AB mars")
        asked = {"store": current_store(), "committee": "arbete", "month": MARCH}
        found = proposals(reader=OPERATOR, **asked)  # type: ignore[arg-type]
        assert [(one.voucher.text, one.reasons) for one in found] == [
            ("A-1", ("samma belopp", "samma motpart")), ("A-2", ("samma motpart",)),
        ]  # fmt: skip
        assert books.remaining() == -34_000
        with pytest.raises(NotAllowed):
            proposals(reader=PUBLIC, **asked)  # type: ignore[arg-type]

    def test_versions_and_withdrawal_are_kept(self, books: Books) -> None:
        books.give(HEAD + RENT)
        assert books.give(HEAD + RENT).status == "unchanged"
        changed = books.give(HEAD + RENT.replace("-340", "-300"))
        assert (changed.status, books.remaining()) == ("replaced", -30_000)
        with pytest.raises(NotWithdrawn, match="skäl"):
            withdraw(actor=COMMAND_LINE, now=NOW, committee="arbete", key="k-1", reason=" ")
        withdraw(actor=COMMAND_LINE, now=NOW, committee="arbete", key="K-1", reason="Fel nämnd")
        assert (books.remaining(), books.known()["k-1"].is_open) == (0, False)
        kept = item_history(reader=OPERATOR, committee="arbete", key="k-1")
        assert [(one.item.amount, one.item.withdrawn) for one in kept] == [
            (-34_000, False), (-30_000, False), (-30_000, True),
        ]  # fmt: skip

    def test_a_commitment_is_shown_and_never_counted(self, books: Books) -> None:
        books.give(HEAD + RENT + ORDER)
        assert set(books.known()) == {"k-1", "b-1"}
        counted = [key for key, one in books.known().items() if one.stands_beside(MARCH)]
        assert counted == ["k-1"]

    def test_the_public_is_told_neither_counterpart_nor_reference(self, books: Books) -> None:
        books.give(HEAD + RENT)
        (one,) = known(reader=PUBLIC, store=current_store(), committee="arbete", month=MARCH)
        assert (one.item.counterpart, one.item.reference) == ("", "")
        assert books.known()["k-1"].item.counterpart == "Fastigheter AB"
        with pytest.raises(NotAllowed):
            import_known(
                actor=Actor("någon"), now=NOW, path=books.folder / "kanda.csv",
                committee="arbete",
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("-340", "340", "passar inte för slaget känd kostnad"),
            ("-340", "0", "passar inte för slaget känd kostnad"),
            ("K-1", "Å 1", "kan inte vara en posts nummer"),
            ("F-8821", "hyra", "för kort eller saknar siffra"),
            ("hyra;", ";", "Benämning saknas"),
            ("Ekonomiskt bistånd", "Buffert", "är en buffert"),
            ("känd kostnad", "kostnad", "kan inte stå i Slag"),
            ("2022-02", "februari", "Månad"),
        ],
    )
    def test_a_wrong_row_is_refused_with_its_place(
        self, books: Books, old: str, new: str, told: str
    ) -> None:
        with pytest.raises(PlanFault) as caught:
            books.give(HEAD + ORDER + RENT.replace(old, new, 1))
        assert told in str(caught.value.what) + str(caught.value.todo)
        assert caught.value.where == "kanda.csv, rad 3"
        assert not KnownItems.objects.exists()

    def test_every_wrong_row_is_told_at_once(self, books: Books) -> None:
        with pytest.raises(PlanFaults) as caught:
            books.give(HEAD + RENT + RENT + ORDER.replace("-900", "900"))
        assert "står två gånger" in str(caught.value)
        assert "passar inte" in str(caught.value)

    def test_a_key_of_the_set_up_file_is_not_taken_twice(self, books: Books) -> None:
        (books.folder / "budget.csv").write_text(BUDGET + FIRST, encoding="utf-8")
        set_up(books.folder, WORK + TABLES)
        with pytest.raises(PlanFault, match="finns redan i installationsfilen"):
            books.give(HEAD + RENT.replace("K-1", "hyra"))
        assert books.remaining("hyra", month=Period.month(2022, 10)) == -600_000_000

    def test_the_file_is_known_by_its_heads(self, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_text(HEAD + RENT, encoding="utf-8")
        assert kind_of(path) == "known"

    @pytest.mark.parametrize(("form", "write"), [("csv", known_csv), ("xlsx", known_xlsx)])
    def test_what_is_written_is_read_in_again_as_it_was(
        self, books: Books, form: str, write: Callable[..., bytes]
    ) -> None:
        books.give(HEAD + RENT + ORDER)
        books.book(aid("20220310", 100))
        names = places(reader=OPERATOR, committee="arbete")
        path = books.folder / f"ut.{form}"
        path.write_bytes(write(list(books.known().values()), names))
        again = import_known(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete")
        assert again.status == "unchanged"

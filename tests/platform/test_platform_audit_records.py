"""Recording: two at once, what is undone, what cannot be recorded, and the ends of the chain."""

from __future__ import annotations

from itertools import pairwise

import pytest
from audit_log import (
    NOW,
    NOWHERE,
    add,
    checked,
    cut_tail,
    filled,
    forge,
    note_ends,
)
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from uppsikt.platform.access.rules import OPERATOR, PUBLIC, NotAllowed
from uppsikt.platform.audit.checking import verify
from uppsikt.platform.audit.head_file import add_head, path_in, read_heads
from uppsikt.platform.audit.models import Entry, Link
from uppsikt.platform.audit.rules import Head as End
from uppsikt.platform.audit.rules import spans
from uppsikt.platform.audit.services import record_reading
from uppsikt.platform.data_folder import DataFolder


@pytest.mark.database
@pytest.mark.django_db
class TestEnds:
    def test_an_end_noted_elsewhere_holds_against_all(self, log_folder: DataFolder) -> None:
        """Whoever can change the database and the data folder can make all of it anew."""
        filled(log_folder)
        noted = checked(log_folder).head
        assert checked(log_folder, noted).is_whole
        forge(3)
        path_in(log_folder).unlink()
        assert checked(log_folder).is_whole  # which is why an end should be noted elsewhere
        verdict = checked(log_folder, noted)
        assert verdict.faults == ["Det slut som du angav har en annan kontrollsumma för post 6."]
        cut_tail(5)
        (fault,) = checked(log_folder, noted).faults
        assert fault.startswith("Det slut som du angav känner post 6, men kedjan slutar med post 5")

    def test_what_the_file_lacks_is_told(self, log_folder: DataFolder) -> None:
        filled(log_folder)
        add(7)  # in the database, as by somebody who writes to it past the program
        verdict = checked(log_folder)
        assert verdict.is_whole
        assert verdict.notes[0].startswith("Filen audit-head saknar slutet för post 7.")

    def test_half_a_line_is_told_and_spoils_no_other(self, log_folder: DataFolder) -> None:
        filled(log_folder)
        with path_in(log_folder).open("a") as file:
            file.write("7:abc")  # the power went
        add(7)
        note_ends(log_folder)
        verdict = checked(log_folder)
        assert verdict.is_whole
        assert verdict.notes == ["1 rader i filen audit-head går inte att läsa."]

    def test_a_chain_that_was_put_back_is_told_and_goes_on(self, log_folder: DataFolder) -> None:
        """The later entries of its former life are in the file, and hold no longer."""
        filled(log_folder)
        cut_tail(3)
        assert not checked(log_folder).is_whole
        add_head(log_folder, checked(log_folder).head, taken_over=True)
        add(4)
        note_ends(log_folder)
        add_head(log_folder, End(4, Link.objects.get(pk=4).digest))
        verdict = checked(log_folder)
        assert verdict.faults == []
        (note,) = verdict.notes
        assert note == (
            "Loggen är övertagen till och med post 3: från tiden före filen audit-head, eller från "
            "en säkerhetskopia. 3 senare poster finns inte mer."
        )
        forge(2)
        assert (
            "Filen audit-head har en annan kontrollsumma för post 2." in checked(log_folder).faults
        )

    def test_two_ends_for_one_entry_are_a_fault(self, log_folder: DataFolder) -> None:
        filled(log_folder)
        add_head(log_folder, End(2, "c" * 64))
        assert checked(log_folder).faults == [
            "Filen audit-head har en annan kontrollsumma för post 2."
        ]

    def test_the_file_is_its_owners_alone(self, log_folder: DataFolder) -> None:
        add_head(log_folder, End(1, "a" * 64))
        assert path_in(log_folder).stat().st_mode & 0o777 == 0o600

    def test_the_log_is_not_the_publics(self, log_folder: DataFolder) -> None:
        with pytest.raises(NotAllowed):
            verify(reader=PUBLIC, folder=log_folder)

    def test_an_empty_log_is_whole(self, log_folder: DataFolder) -> None:
        assert str(checked(log_folder)) == f"Loggen är hel: 0 poster.\nSlut: 0:{'0' * 64}"


@pytest.mark.parametrize(
    "text", ["", "7", "7:abc", "x:" + "a" * 64, "7:" + "A" * 64, "²:" + "a" * 64]
)
def test_what_is_no_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        End.parse(text)


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_what_they_are_made_of(numbers: set[int]) -> None:
    made = spans(sorted(numbers))
    assert {n for first, last in made for n in range(first, last + 1)} == numbers
    assert all(after[0] > before[1] + 1 for before, after in pairwise(made))


@pytest.mark.database
@pytest.mark.django_db
class TestRecording:
    def test_what_is_undone_leaves_no_gap(self, log_folder: DataFolder) -> None:
        add(1)
        with transaction.atomic():
            add(2)
            transaction.set_rollback(True)
        add(3)
        assert list(Entry.objects.values_list("pk", "thing")) == [(1, "SIE-1.se"), (2, "SIE-3.se")]
        assert checked(log_folder).is_whole

    @given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
    @hypothesis_settings(max_examples=60)
    def test_any_text_is_kept_and_verifies(self, text: str, detail: dict[str, object]) -> None:
        """File names may hold halves of characters, and a database refuses some."""
        with transaction.atomic():
            add(1, verb=text, thing=f"{text}\udcff\0", detail=detail)
            assert checked(NOWHERE).is_whole
            assert Entry.objects.get().thing == f"{text}\ufffd\ufffd".replace("\0", "\ufffd")[:300]
            transaction.set_rollback(True)

    def test_several_committees_are_kept_apart(self, log_folder: DataFolder) -> None:
        add(1, committee=["arbete", "skola"])
        assert Entry.objects.get().committee == "arbete skola"

    def test_a_reading_tells_who_and_by_which_door(self, log_folder: DataFolder) -> None:
        record_reading(reader=OPERATOR, now=NOW, thing="verifikationer", committee="arbete")
        told = Entry.objects.get()
        assert (told.actor, told.verb, told.door) == ("driften", "läste", "kommando")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_file_gets_the_end_when_the_database_has_it(self, log_folder: DataFolder) -> None:
        add(1)
        with transaction.atomic():
            add(2)
            assert len(list(read_heads(log_folder))) == 1
        (_, (last, _)) = read_heads(log_folder)
        assert last == End(2, Link.objects.get(pk=2).digest)
        assert checked(log_folder).notes == []

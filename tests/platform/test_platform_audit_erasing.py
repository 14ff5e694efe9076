"""Retention: what is erased of the audit log is gone, told, and the chain is whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from audit_log import ENTRIES, NOW, NOWHERE, add, checked, entry, filled, note_ends
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.audit.erasing import ErasureRefused, erase
from uppsikt.platform.audit.models import Entry, Link
from uppsikt.platform.audit.rules import ERASING
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder


@pytest.mark.database
@pytest.mark.django_db
class TestErasing:
    def test_what_is_erased_is_told_and_the_chain_is_whole(self, log_folder: DataFolder) -> None:
        filled(log_folder)
        day = date(2022, 11, 11)  # the entries 1 and 2 are of the 9th and the 10th
        told = str(erase(actor=COMMAND_LINE, now=NOW, before=date(2022, 11, 8), reason="beslut"))
        assert told == "Inga poster är äldre än 2022-11-08. Ingenting är gallrat."
        now = NOW + timedelta(days=30)
        erasure = erase(actor=COMMAND_LINE, now=now, before=day, reason=" beslut § 12 ")
        assert (erasure.spans, erasure.count) == (((1, 2),), 2)
        assert "2 poster från före 2022-11-11 är gallrade." in str(erasure)
        note_ends(log_folder)
        verdict = checked(log_folder)
        assert (verdict.is_whole, verdict.erased, verdict.notes) == (True, 2, [])
        assert "Loggen är hel: 7 poster, varav 2 gallrade." in str(verdict)
        told_of = Entry.objects.get(verb=ERASING)
        assert told_of.detail == {"spans": [[1, 2]], "reason": "beslut § 12"}
        assert told_of.actor == "kommandoraden"

    def test_an_erasure_is_never_erased(self, log_folder: DataFolder) -> None:
        filled(log_folder)
        later = NOW + timedelta(days=400)
        for _ in range(2):
            erase(actor=COMMAND_LINE, now=later, before=date(2023, 12, 1), reason="beslut")
        assert [one.verb for one in Entry.objects.all()] == [ERASING]
        erase(
            actor=COMMAND_LINE, now=NOW + timedelta(days=800), before=date(2024, 6, 1), reason="b"
        )
        assert [one.verb for one in Entry.objects.all()] == [ERASING]
        assert checked(log_folder).erased == ENTRIES

    @pytest.mark.parametrize(
        ("before", "reason", "told"),
        [
            (date(2022, 11, 9), "beslut", "2022-11-09 har inte varit än"),
            (date(2022, 11, 8), "  ", "saknar skäl"),
        ],
    )
    def test_without_reason_or_of_the_future_it_is_refused(
        self, log_folder: DataFolder, before: date, reason: str, told: str
    ) -> None:
        filled(log_folder)
        with pytest.raises(ErasureRefused, match=told):
            erase(actor=COMMAND_LINE, now=NOW, before=before, reason=reason)
        assert Entry.objects.count() == ENTRIES

    def test_an_erasure_that_was_not_made_covers_nothing(self, log_folder: DataFolder) -> None:
        """Who writes over the list of what was erased is found out by what then is missing."""
        filled(log_folder)
        erase(actor=COMMAND_LINE, now=NOW + timedelta(9), before=date(2022, 11, 10), reason="b")
        entry(5).delete()
        Entry.objects.filter(verb=ERASING).update(detail_text='{"reason":"b","spans":[[1,5]]}')
        faults = "\n".join(checked(log_folder).faults)
        assert "Post 5: uppgifterna är borttagna utan gallring." in faults
        assert "Post 7 är ändrad: uppgifter." in faults

    def test_values_that_come_back_are_told(self, log_folder: DataFolder) -> None:
        filled(log_folder)
        kept = Entry.objects.get(pk=1)
        erase(actor=COMMAND_LINE, now=NOW + timedelta(9), before=date(2022, 11, 10), reason="b")
        kept.save(force_insert=True)
        assert checked(log_folder).faults == ["Post 1 är gallrad, men uppgifterna finns kvar."]

    @hypothesis_settings(max_examples=25)
    @given(days=st.lists(st.integers(-5, 5), min_size=1, max_size=12), cuts=st.data())
    def test_any_erasure_verifies(self, days: list[int], cuts: st.DataObject) -> None:
        """Entries need not come in the order of their times."""
        with transaction.atomic():
            for day in days:
                add(day)
            for _ in range(cuts.draw(st.integers(1, 3))):
                before = date(2022, 11, 8) + timedelta(cuts.draw(st.integers(-6, 6)))
                erase(actor=COMMAND_LINE, now=NOW + timedelta(60), before=before, reason="beslut")
                gone = [link_.number for link_ in Link.objects.filter(entry=None)]
                verdict = checked(NOWHERE)
                assert (verdict.faults, verdict.erased) == ([], len(gone))
                left = Entry.objects.exclude(verb=ERASING).select_related("link")
                assert all(one.at.astimezone(STOCKHOLM).date() >= before for one in left)
            transaction.set_rollback(True)

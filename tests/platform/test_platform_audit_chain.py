"""The audit log's chain: any tampering is found, any erasure verifies, and nothing forks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from audit_log import (
    ENTRIES,
    NOW,
    NOWHERE,
    add,
    checked,
    cut_tail,
    entry,
    filled,
    forge,
    insert_after,
    link,
    swap,
)
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from uppsikt.platform.audit.models import Entry, Head, Link
from uppsikt.platform.data_folder import DataFolder

Tamper = Callable[[], object]

TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "a name": (lambda: entry(3).update(actor="någon annan"), "Post 3 är ändrad: vem."),
    "a verb": (lambda: entry(3).update(verb="läste"), "Post 3 är ändrad: vad som gjordes."),
    "a thing": (lambda: entry(3).update(thing="x"), "Post 3 är ändrad: vad det gjordes med."),
    "a committee": (lambda: entry(3).update(committee=""), "Post 3 är ändrad: nämnd."),
    "a door": (lambda: entry(3).update(door="webbsida"), "Post 3 är ändrad: väg."),
    "a detail": (
        lambda: entry(3).update(detail_text='{"rows":4}'),
        "Post 3 är ändrad: uppgifter.",
    ),
    "two values": (
        lambda: entry(3).update(actor="x", door="y"),
        "Post 3 är ändrad: vem, väg.",
    ),
    "a salt": (
        lambda: entry(3).update(salt="00"),
        "Post 3 är ändrad: alla uppgifter, eller deras salt.",
    ),
    "a time": (lambda: link(3).update(at=NOW), "Post 3: kedjan är bruten."),
    "a digest": (lambda: link(3).update(digest="a" * 64), "Post 4: kedjan är bruten."),
    "the last digest": (
        lambda: link(ENTRIES).update(digest="a" * 64),
        "Slutet som databasen har noterat är ändrat.",
    ),
    "values removed": (lambda: entry(3).delete(), "Post 3: uppgifterna är borttagna utan gallring"),
    "a link removed": (lambda: link(3).delete(), "Post 3: uppgifter finns utan plats i kedjan."),
    "a row removed": (lambda: (entry(3).delete(), link(3).delete()), "Post 3 saknas."),
    "rows removed": (
        lambda: (Entry.objects.filter(pk__in=(2, 3)).delete(), Link.objects.filter(
            pk__in=(2, 3)).delete()),
        "Posterna 2–3 saknas.",
    ),
    "the first removed": (lambda: (entry(1).delete(), link(1).delete()), "Post 1 saknas."),
    "the tail removed": (
        lambda: Link.objects.filter(pk__gt=4).delete(),
        f"Posterna 5–{ENTRIES} saknas.",
    ),
    "the tail and the end": (
        lambda: cut_tail(4),
        f"Filen audit-head känner post {ENTRIES}, men kedjan slutar med post 4.",
    ),
    "two rows swapped": (lambda: swap(2, 4), "Post 2: kedjan är bruten."),
    "a row put in": (lambda: insert_after(3), "Post 5: kedjan är bruten."),
    "a row put first": (
        lambda: Entry.objects.create(pk=0, salt="", actor="x", verb="x", thing="x"),
        "Post 0 står utanför kedjan.",
    ),
    "a row put last": (
        lambda: Entry.objects.create(pk=99, salt="", actor="x", verb="x", thing="x"),
        "Post 99 står utanför kedjan.",
    ),
    "the end": (
        lambda: Head.objects.update(digest="b" * 64),
        "Slutet som databasen har noterat är ändrat.",
    ),
    "the end's number": (lambda: Head.objects.update(number=9), "Posterna 7–9 saknas."),
    "an earlier end": (lambda: Head.objects.update(number=4), "Post 5 står utanför kedjan."),
    "no end": (lambda: Head.objects.all().delete(), "Post 1 står utanför kedjan."),
    "everything made anew": (
        lambda: forge(3),
        "Filen audit-head har en annan kontrollsumma för post 3.",
    ),
}  # fmt: skip


@pytest.mark.database
@pytest.mark.django_db
class TestTampering:
    @pytest.mark.parametrize("name", TAMPERINGS)
    def test_any_is_found_and_told_where(self, log_folder: DataFolder, name: str) -> None:
        filled(log_folder)
        assert checked(log_folder).is_whole
        tamper, told = TAMPERINGS[name]
        tamper()
        verdict = checked(log_folder)
        assert not verdict.is_whole
        assert told in "\n".join(verdict.faults)
        assert "ÄR INTE HEL" in str(verdict)

    def test_every_field_of_every_table_is_held(self, log_folder: DataFolder) -> None:
        """Whatever column is added later is either part of the chain, or found here."""
        filled(log_folder)
        for table in (Link, Entry, Head):
            for field in table._meta.concrete_fields:
                if (
                    field.primary_key or field.name == "state"
                ):  # which pages are told by, not the log
                    continue
                with transaction.atomic():
                    row = table._base_manager.earliest("pk")
                    old = getattr(row, field.attname)
                    table._base_manager.filter(pk=row.pk).update(**{field.attname: _other(old)})
                    assert not checked(log_folder).is_whole, f"{table.__name__}.{field.name}"
                    transaction.set_rollback(True)
        assert checked(log_folder).is_whole

    @hypothesis_settings(max_examples=60)
    @given(st.data())
    def test_any_change_of_any_field_is_found(self, data: st.DataObject) -> None:
        with transaction.atomic():
            texts = st.text(max_size=20).filter(lambda text: "\0" not in text)
            for _ in range(data.draw(st.integers(1, 4))):
                add(1, thing=data.draw(texts), detail={"reason": data.draw(texts)})
            assert checked(NOWHERE).is_whole
            table = data.draw(st.sampled_from((Link, Entry)))
            rows = table._base_manager
            number = data.draw(st.integers(1, rows.count()))
            field = data.draw(
                st.sampled_from([one for one in table._meta.concrete_fields if not one.primary_key])
            )
            old = getattr(rows.get(pk=number), field.attname)
            new = _other(old) if isinstance(old, datetime) else data.draw(texts)
            rows.filter(pk=number).update(**{field.attname: new})
            changed = getattr(rows.get(pk=number), field.attname) != old
            assert checked(NOWHERE).is_whole is not changed
            transaction.set_rollback(True)

    def test_long_lists_of_faults_are_cut_and_counted(self, log_folder: DataFolder) -> None:
        for number in range(1, 61):
            add(number)
        Entry.objects.update(actor="x")
        verdict = checked(log_folder)
        assert (verdict.count, len(verdict.faults)) == (60, 50)
        assert "… och 10 fel till." in str(verdict)


def _other(value: object) -> object:
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    return value + 1 if isinstance(value, int) else f"{value}x"[-60:]

"""Looks kept as versions: added, chosen, read again, never lost, and never half there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from look.look_folder import TOML, make_look
from uppsikt.documents.look import OWN_LOOK
from uppsikt.documents.look_files import LookFault
from uppsikt.documents.look_folder import read_look
from uppsikt.look import selectors, services
from uppsikt.look.models import LookChoice, LookVersion
from uppsikt.look.selectors import LookUnusable, UnknownLook
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.sources.services import sweep
from uppsikt.store import StoreError

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=STOCKHOLM)
BLUE = TOML.replace("#7a2b7e", "#1b4f8f").replace("Provköpings utseende", "Det blå")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_look(tmp_path / "utseende")


def add(folder: Path, actor: Actor = COMMAND_LINE) -> services.Outcome:
    return services.add_look(actor=actor, now=NOW, store=current_store(), folder=folder)


def choose(number: int, now: datetime = NOW) -> services.Outcome:
    return services.choose_look(actor=COMMAND_LINE, now=now, number=number)


def chosen() -> object:
    return selectors.chosen_look(reader=PUBLIC, store=current_store())


def test_nobody_has_chosen() -> None:
    assert chosen() == OWN_LOOK
    assert [one.number for one in selectors.versions(reader=PUBLIC)] == [0]
    assert selectors.choices(reader=PUBLIC) == ()


def test_what_is_added_is_what_the_folder_is_but_is_not_chosen(folder: Path) -> None:
    done = add(folder)
    assert (done.look.number, done.look.name, done.is_new) == (1, "Provköpings utseende", True)
    assert selectors.look(reader=PUBLIC, store=current_store(), number=1) == read_look(folder)
    assert chosen() == OWN_LOOK


def test_only_files_that_the_look_names_are_kept(folder: Path) -> None:
    (folder / "anteckningar.txt").write_text("inget för andra", "utf-8")
    names = {name for name, _ in add(folder).look.files}
    assert "utseende.toml" in names
    assert "typsnitt/LICENS.txt" in names
    assert "anteckningar.txt" not in names


def test_versions_stay_when_the_folder_changes(folder: Path) -> None:
    before = read_look(folder)
    add(folder)
    (folder / "utseende.toml").write_text(BLUE, "utf-8")
    assert add(folder).look.number == 2
    assert selectors.look(reader=PUBLIC, store=current_store(), number=1) == before
    assert selectors.look(reader=PUBLIC, store=current_store(), number=2).name == "Det blå"


def test_the_same_folder_twice_changes_nothing(folder: Path) -> None:
    add(folder)
    log = Entry.objects.count()
    again = add(folder)
    assert (again.look.number, again.is_new) == (1, False)
    assert LookVersion.objects.count() == 1
    assert Entry.objects.count() == log


def test_a_choice_holds_until_the_next_one(folder: Path) -> None:
    add(folder)
    later = NOW + timedelta(days=1)
    assert choose(1).is_new
    assert chosen() == read_look(folder)
    assert not choose(1, later).is_new
    assert choose(0, later).is_new
    assert chosen() == OWN_LOOK
    made = selectors.choices(reader=PUBLIC)
    assert [(one.number, one.since) for one in made] == [(1, NOW), (0, later)]
    verbs = list(Entry.objects.values_list("verb", "thing"))
    assert verbs[-1] == ("valde utseende", "Uppsikts eget utseende")


def test_a_number_that_is_not_there_is_refused(folder: Path) -> None:
    add(folder)
    with pytest.raises(UnknownLook) as found:
        choose(7)
    assert "1 Provköpings utseende" in found.value.values
    assert not LookChoice.objects.exists()


def test_a_bad_folder_leaves_nothing(folder: Path) -> None:
    (folder / "utseende.toml").write_text(TOML.replace("#7a2b7e", "lila"), "utf-8")
    with pytest.raises(LookFault, match=r"farger\.accent"):
        add(folder)
    assert not LookVersion.objects.exists()
    assert not Entry.objects.exists()


def test_a_section_of_no_form_is_refused_when_it_is_added(folder: Path) -> None:
    wrong = TOML.replace('del = "sammandrag"', 'del = "sammandraget"')
    (folder / "utseende.toml").write_text(wrong, "utf-8")
    with pytest.raises(LookFault, match="ingen del som heter ”sammandraget”"):
        add(folder)
    assert not LookVersion.objects.exists()


def test_killed_before_the_end_no_version_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(**_about: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(services, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            add(folder)
    assert not LookVersion.objects.exists()
    assert add(folder).look.number == 1


def test_files_of_looks_are_never_swept_away(folder: Path) -> None:
    kept = {fingerprint for _, fingerprint in add(folder).look.files}
    orphan = current_store().write_bytes(b"left by somebody")
    swept = sweep(store=current_store(), force=True)
    assert any(name.startswith(orphan) for name in swept)
    assert not any(name.startswith(tuple(kept)) for name in swept)
    selectors._look.cache_clear()
    assert selectors.look(reader=PUBLIC, store=current_store(), number=1) == read_look(folder)


def test_a_file_that_is_gone_is_told(folder: Path) -> None:
    kept = dict(add(folder).look.files)["utseende.toml"]
    choose(1)
    (current_store().root / f"{kept}.original").unlink()
    selectors._look.cache_clear()
    with pytest.raises(StoreError):
        chosen()


def test_a_look_that_no_longer_passes_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder)
    choose(1)
    selectors._look.cache_clear()
    monkeypatch.setattr("uppsikt.documents.contrast.TEXT_LEAST", 20.0)
    with pytest.raises(LookUnusable) as found:
        chosen()
    assert "nummer 1" in found.value.what
    assert "look choose" in (found.value.todo or "")


def test_the_public_reads_and_changes_nothing(folder: Path) -> None:
    visitor = Actor("allmänheten")
    with pytest.raises(NotAllowed, match="får inte ändra utseenden"):
        add(folder, visitor)
    add(folder)
    with pytest.raises(NotAllowed):
        services.choose_look(actor=visitor, now=NOW, number=1)
    assert selectors.chosen_number(reader=PUBLIC) == 0
    assert selectors.version(reader=OPERATOR, number=1) == selectors.versions(reader=PUBLIC)[1]

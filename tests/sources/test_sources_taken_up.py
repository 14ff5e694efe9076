"""A large import that was broken off is taken up where it was, and ends as if it never had been."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from django.conf import settings
from uppsikt_program import Program

from killing import KILLED, NOWHERE, outcomes
from sources.city import NOW, set_up
from sources.large_tables import large
from uppsikt.ledger.table_bulk import TableBulk
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sheets import Columns, FileFault, Scheme, open_book
from uppsikt.sheets.blocks import Block
from uppsikt.sources import models, staging
from uppsikt.sources.findings import ImportRefused
from uppsikt.sources.ledger_kind import LEDGER
from uppsikt.sources.mappings import save_mapping
from uppsikt.sources.progress import Progress
from uppsikt.sources.reading import Chosen, not_chosen
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.sources.services import ImportOutcome, import_ledger, sweep
from uppsikt.store import Stage, Store, StoreError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADS = ["Datum", "Verifikation", "Konto", "Ansvar", "Verksamhet", "Belopp (kr)"]
ROWS = [["2022-01-15", str(n), "4510", "1401", "5750", f"-{n},50"] for n in range(1, 10)]
BALANCES = ["Från", "Till", "Konto", "Ansvar", "Verksamhet", "Belopp (kr)"]
BALANCE_ROWS = [
    [f"2022-{n:02}", f"2022-{n:02}", "4510", "1401", "5750", f"-{n},5"] for n in range(1, 10)
]


class Killed(BaseException):
    """The process was killed."""


def give_up() -> None:
    raise Killed


@dataclass
class Watched:
    """What an import did: blocks read, and what it told."""

    blocks: list[int] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """Every table is large; the blocks that are read are counted."""
    seen, known = Watched(), TableBulk.block

    def block(bulk: TableBulk, one: Block) -> pl.DataFrame:
        seen.blocks.append(one.last)
        return known(bulk, one)

    monkeypatch.setattr(TableBulk, "block", block)
    with large(rows=3, piece=100):
        yield seen


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder beside a data folder of its own, with one committee."""
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path)
    return tmp_path


def table(folder: Path, kind: str = "csv", rows: list[list[str]] = ROWS) -> Path:
    heads = BALANCES if rows[0][1].startswith("2022") else HEADS
    path = folder / f"bok.{kind}"
    if kind == "csv":
        path.write_text("\n".join(";".join(row) for row in (heads, *rows)) + "\n", encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def read(
    path: Path,
    watched: Watched | None = None,
    *,
    now: datetime = NOW,
    accept: bool = False,
    chosen: Chosen = not_chosen,
    mapping: int | None = None,
    rehearsal: Rehearsal | None = None,
) -> ImportOutcome:
    return import_ledger(
        actor=COMMAND_LINE,
        now=now,
        store=current_store(),
        path=path,
        accept=accept,
        chosen=chosen,
        mapping=mapping,
        rehearsal=rehearsal,
        progress=Progress(step=watched.steps.append) if watched else Progress(),
    )


def kept() -> list[Path]:
    folder = settings.DATA_FOLDER.reading
    return sorted(folder.iterdir()) if folder.is_dir() else []


def killed_in(
    owner: object, name: str, turn: int, *, after: bool, die: Callable[[], None] = give_up
) -> Callable[[], None]:
    """Has a function die the turn-th time it is called; returns what lets it live again."""
    known, patch = getattr(owner, name), pytest.MonkeyPatch()
    calls: list[int] = []

    def dies(*args: object, **kwargs: object) -> object:
        calls.append(1)
        done = known(*args, **kwargs) if len(calls) < turn or after else None
        if len(calls) == turn:
            die()
        return done

    patch.setattr(owner, name, dies)
    return patch.undo


def what_counts() -> list[tuple[Any, ...]]:
    fields = ("kind", "rows", "cube", "row_count", "first_month", "last_month", "notes")
    return list(models.Import.everything.values_list(*fields))


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("csv", ROWS), ("xlsx", ROWS), ("csv", BALANCE_ROWS)],
    ids=["csv", "xlsx", "balances"],
)
@pytest.mark.parametrize(
    ("owner", "name", "turn"),
    [
        (Stage, "keep", 1),
        (Stage, "keep", 2),
        (Stage, "end", 1),
        (Store, "write_bytes", 1),
        (Store, "write", 1),
        (Store, "write", 3),
    ],
)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_broken_off_anywhere_it_ends_as_if_it_never_had_been(
    city: Path, watched: Watched, kind: str, rows: list[list[str]],
    owner: type, name: str, turn: int, after: bool,
) -> None:  # fmt: skip
    path = table(city, kind, rows)
    read(path)
    undisturbed, blocks = what_counts(), len(watched.blocks)
    assert blocks > 2
    forget_all()

    live = killed_in(owner, name, turn, after=after)
    with pytest.raises(Killed):
        read(path)
    live()
    assert (what_counts(), list(current_store().root.glob("*"))) == ([], [])

    watched.blocks.clear()
    assert read(path, watched).rows == 9
    assert what_counts() == undisturbed
    assert kept() == []
    if name == "keep":
        assert len(watched.blocks) == blocks - turn + (not after)
    elif name == "write" or after:
        assert watched.blocks == []
        assert watched.steps[0] == f"Läser inte om bok.{kind}: alla 9 rader är redan lästa."


def test_taken_up_it_tells_what_is_already_read(city: Path, watched: Watched) -> None:
    path = table(city)
    live = killed_in(Stage, "keep", 3, after=False)
    with pytest.raises(Killed):
        read(path)
    live()
    rows = sum(pl.read_parquet(one).height for one in kept()[0].glob("*.parquet"))
    assert 0 < rows < 9
    read(path, watched)
    assert watched.steps[0] == f"Läser vidare i bok.csv: {rows} rader är redan lästa."


def test_a_workbook_that_is_all_read_is_not_unpacked_again(
    city: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(city, "xlsx")
    fields = {"date": "Datum", "account": "Konto", "unit": "Ansvar", "activity": "Verksamhet"}
    scheme = Scheme("Sheet", tuple(HEADS), {**fields, "amount": "Belopp (kr)"})
    saved = save_mapping(actor=COMMAND_LINE, now=NOW, source="agresso", kind=LEDGER, scheme=scheme)
    asked: list[Path] = []

    def chosen() -> Columns:
        asked.append(path)
        return scheme.resolved(open_book(path), "agresso")

    rehearsal = Rehearsal()
    read(path, rehearsal=rehearsal, chosen=chosen, mapping=saved.number)
    assert [found.rows.new for found in rehearsal.found] == [9]
    assert (what_counts(), len(asked)) == ([], 1)
    assert read(path, watched, chosen=chosen, mapping=saved.number).status == "new"
    assert len(asked) == 1
    assert watched.steps[0] == "Läser inte om bok.xlsx: alla 9 rader är redan lästa."
    assert kept() == []


@pytest.mark.parametrize("what", ["file", "mapping", "version"])
def test_what_was_read_in_another_way_is_not_taken_up(
    city: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = table(city)
    broken_off(path)
    (before,) = kept()
    mapping = None
    if what == "file":
        table(city, rows=[*ROWS[:-1], [*ROWS[-1][:-1], "-8"]])
    elif what == "mapping":
        scheme = Scheme("", tuple(HEADS), {"date": "Datum"}, {"account": "1"})
        saved = save_mapping(
            actor=COMMAND_LINE, now=NOW, source="x",
            kind=replace(LEDGER, needs=()), scheme=scheme,
        )  # fmt: skip
        mapping = saved.number
    else:
        monkeypatch.setattr(staging, "__version__", "99")
    watched.blocks.clear()
    broken_off(path, mapping=mapping)
    assert len(watched.blocks) == 2
    assert [one != before for one in kept()] == [True]


@pytest.mark.parametrize("damage", ["a piece is gone", "a piece is cut", "the list is cut", "none"])
def test_what_is_damaged_is_read_anew(city: Path, watched: Watched, damage: str) -> None:
    path = table(city)
    broken_off(path)
    piece, listed = next(kept()[0].glob("*.parquet")), kept()[0] / "pieces.json"
    if damage == "a piece is gone":
        piece.unlink()
    elif damage == "a piece is cut":
        piece.write_bytes(piece.read_bytes()[:-1])
    elif damage == "the list is cut":
        listed.write_bytes(listed.read_bytes()[:-1])
    read(path, watched)
    assert watched.steps[0].startswith("Läser vidare" if damage == "none" else "Läser bok.csv")
    assert models.Import.everything.get().row_count == 9
    assert kept() == []


def test_a_full_disk_keeps_what_was_read_and_changes_nothing(
    city: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(city)
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 4:  # a piece, its folder, the list, its folder
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="Disken är full") as fault:
            read(path)
    assert "Frigör utrymme på disken och kör samma kommando igen." in str(fault.value)
    assert models.Import.everything.count() == 0
    assert sorted(one.suffix for one in kept()[0].iterdir()) == [".json", ".parquet"]
    read(path, watched)
    assert watched.steps[0].startswith("Läser vidare i bok.csv")


def test_a_file_that_is_written_to_while_it_is_read_is_refused(
    city: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(city)
    known = Stage.end

    def ends(kept: Stage, state: Mapping[str, Any]) -> None:
        known(kept, state)
        table(city, rows=ROWS[:2])

    with monkeypatch.context() as patch:
        patch.setattr(Stage, "end", ends)
        with pytest.raises(staging.FileChanged, match="ändrades medan den lästes"):
            read(path)
    assert (what_counts(), kept(), list(current_store().root.glob("*"))) == ([], [], [])
    assert read(path).rows == 2


def test_of_a_file_with_cells_that_cannot_be_read_nothing_is_kept(
    city: Path, watched: Watched
) -> None:
    path = table(city, rows=[*ROWS, ["2022-01-15", "10", "4510", "1401", "5750", "x"]])
    with pytest.raises(FileFault):
        read(path)
    assert kept() == []


def test_accepting_faults_reads_nothing_again(city: Path, watched: Watched) -> None:
    path = table(city, rows=[*ROWS, ["2022-01-15", "10", "9999", "1401", "5750", "1"]])
    path.write_text(path.read_text().replace(";4510;", ";7510;"), encoding="utf-8")
    with pytest.raises(ImportRefused):
        read(path)
    watched.blocks.clear()
    read(path, accept=True)
    assert (watched.blocks, kept()) == ([], [])


def test_what_nobody_took_up_for_a_week_is_swept(city: Path, watched: Watched) -> None:
    other = table(city).rename(city / "annan.csv")
    broken_off(other)
    now = datetime.fromtimestamp(kept()[0].stat().st_mtime, STOCKHOLM)
    path = table(city, rows=ROWS[:5])
    broken_off(path, now=now + timedelta(days=6))
    assert len(kept()) == 2
    broken_off(path, now=now + timedelta(days=8))
    assert len(kept()) == 1
    read(other, watched)
    assert watched.steps[0] == "Läser annan.csv …"


def broken_off(path: Path, *, now: datetime = NOW, mapping: int | None = None) -> None:
    """An import killed after its second block."""
    live = killed_in(Stage, "keep", 2, after=True)
    with pytest.raises(Killed):
        read(path, now=now, mapping=mapping)
    live()


def forget_all() -> None:
    models.Import.everything.all().delete()
    sweep(store=current_store(), force=True)


COMMAND = """
from killing import die, take_steps
import os, sys
from pathlib import Path
from sources import test_sources_taken_up as here
from uppsikt.platform.stores import current_store
from uppsikt.sources.services import sweep
from uppsikt.store import Stage, Store, files

folder = Path(sys.argv[1])
POINTS = {
    "within the first piece": (files, "save", 1, False),
    "between a piece and the list": (files, "replace", 2, False),
    "within the list": (os, "fsync", 7, True),
    "after the list": (files, "replace", 2, True),
    "when all is read": (Stage, "end", 1, True),
    "after the rows": (Store, "write", 1, True),
    "when it counts, before all is dropped": (Stage, "drop", 1, False),
}


def dying(owner, name, turn, after):
    return lambda: here.killed_in(owner, name, turn, after=after, die=die)


def do(_):
    watched = here.Watched()
    with here.large(rows=3, piece=100):
        status = here.read(here.table(folder), watched).status
    return [status, *watched.steps[:1]]


def look():
    sweep(store=current_store(), force=True)
    return here.what_counts()


def prepare():
    here.set_up(folder)


take_steps(prepare, {point: dying(*where) for point, where in POINTS.items()}, do, look)
"""


def in_processes(folder: Path, *points: str) -> list[Any]:
    """What each import ended in, and what counted then: each in a process of its own."""
    folder.mkdir()
    steps = json.dumps([(point, None) for point in points])
    return outcomes(Program.installed(folder), COMMAND, folder, steps)


@pytest.mark.slow
def test_processes_killed_one_after_the_other_end_as_if_they_never_had_been(
    tmp_path: Path,
) -> None:
    ((status, undisturbed),) = in_processes(tmp_path / "one", NOWHERE)
    assert status == ["new", "Läser bok.csv …"]
    points = (
        "within the first piece",
        "between a piece and the list",
        "within the list",
        "after the list",
        "when all is read",
        "after the rows",
        "when it counts, before all is dropped",
        NOWHERE,
    )
    *killed, counting, last = in_processes(tmp_path / "two", *points)
    assert killed == [[KILLED, []]] * (len(points) - 2)
    assert counting == [KILLED, undisturbed]
    assert last == [["unchanged"], undisturbed]
    assert not list((tmp_path / "two/data/reading").iterdir())

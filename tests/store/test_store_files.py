"""The store: all or nothing, the same rows the same name, and errors that help."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from uppsikt.figures import UppsiktError
from uppsikt.store import Store, StoreError, files

ROWS = pl.DataFrame(
    {
        "account": [f"{3000 + number % 500}" for number in range(20_000)],
        "amount": pl.Series([number * 7 - 50_000 for number in range(20_000)], dtype=pl.Int64),
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "columns")


def names(store: Store) -> list[str]:
    return sorted(path.name for path in store.root.iterdir()) if store.root.is_dir() else []


def pieces(size: int) -> Iterator[pl.DataFrame]:
    return (ROWS[start : start + size] for start in range(0, ROWS.height, size))


def test_rows_come_back_through_sql(store: Store) -> None:
    one, two = store.write(ROWS.head(3)), store.write(ROWS.tail(2))
    sql = "select count(*), sum(amount) from rows where account >= ?"
    both = pl.concat([ROWS.head(3), ROWS.tail(2)])
    assert store.query(sql, {"rows": [one, two]}, ["0"]) == [(5, both["amount"].sum())]


def test_several_tables_in_one_statement(store: Store) -> None:
    rows = store.write(ROWS)
    groups = store.write(pl.DataFrame({"account": ["3000", "3001"], "name": ["a", "b"]}))
    sql = "select name, sum(amount) as ore from rows join groups using (account) group by name"
    found = store.frame(f"{sql} order by name", {"rows": [rows], "groups": [groups]})
    assert found.schema["ore"] == pl.Int64
    assert found["name"].to_list() == ["a", "b"]


def test_what_is_held_answers_several_questions_and_is_nobody_elses(store: Store) -> None:
    tables = {"rows": [store.write(ROWS)]}
    sql = "select account, amount from rows where amount < ?"
    asked = "select count(*), sum(amount) from held where account < ?"
    with store.held(sql, tables, [0]) as mine, store.held(sql, tables, [-49_000]) as other:
        found = ROWS.filter(pl.col("amount") < 0, pl.col("account") < "3100")
        assert mine(asked, ["3100"]) == [(found.height, found["amount"].sum())]
        assert mine("select min(amount) from held") == [(-50_000,)]
        assert other("select count(*) from held") == [(143,)]
    with pytest.raises(StoreError), store.held(sql, {"rows": ["0" * 64]}, [0]):
        pass
    with pytest.raises(duckdb.CatalogException):
        store.query("select * from held", tables)


def test_the_same_rows_have_the_same_name_however_they_are_cut(store: Store) -> None:
    whole = store.write(ROWS)
    assert {store.write(pieces(size)) for size in (1_000, 7_777, 50_000)} == {whole}
    assert len(names(store)) == 1
    assert store.write(ROWS.reverse()) != whole


def test_the_name_is_the_same_in_another_process(store: Store) -> None:
    code = (
        "import polars as pl, sys; from pathlib import Path; from uppsikt.store import Store;"
        "print(Store(Path(sys.argv[1])).write(pl.DataFrame({'a': ['x', 'y'], 'b': [1, 2]})))"
    )
    command = [sys.executable, "-c", code, str(store.root)]
    other = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert store.write(pl.DataFrame({"a": ["x", "y"], "b": [1, 2]})) == other


def test_original_files_are_kept_as_they_came(store: Store) -> None:
    content = bytes(range(256)) * 10_000
    name = store.write_bytes(content)
    assert store.write_bytes(io.BytesIO(content)) == name
    with store.open_bytes(name) as file:
        assert file.read() == content


def test_nothing_to_write_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="ingenting att spara"):
        store.write(iter(()))
    assert names(store) == []


def test_what_fails_in_the_rows_is_told_as_it_is(store: Store) -> None:
    def rows() -> Iterator[pl.DataFrame]:
        yield ROWS
        raise UppsiktError("Fel i raderna")

    with pytest.raises(UppsiktError, match="Fel i raderna"):
        store.write(rows())
    assert names(store) == []


@pytest.mark.parametrize("folder", ["O'Brien", "data [ny]", "a*b?", "å ä ö"])
def test_any_name_of_the_data_folder(tmp_path: Path, folder: str) -> None:
    store = Store(tmp_path / folder)
    name = store.write(ROWS)
    assert store.query("select count(*) from rows", {"rows": [name]}) == [(ROWS.height,)]


def test_a_wrong_statement_is_not_taken_for_a_damaged_file(store: Store) -> None:
    with pytest.raises(duckdb.Error, match="nope"):
        store.query("select nope from rows", {"rows": [store.write(ROWS)]})


def test_missing_file(store: Store) -> None:
    gone = "0" * 64
    with pytest.raises(StoreError, match="En datafil saknas") as error:
        store.query("select * from rows", {"rows": [gone]})
    assert gone in str(error.value)
    with pytest.raises(StoreError, match="En datafil saknas"):
        store.open_bytes(gone)


@pytest.mark.parametrize("damage", ["cut", "changed head", "emptied"])
def test_damaged_file(store: Store, damage: str) -> None:
    name = store.write(ROWS)
    path = store.root / f"{name}.parquet"
    content = path.read_bytes()
    changed = {
        "cut": content[:-100],
        "changed head": content[:-9] + b"\xff" + content[-8:],
        "emptied": b"",
    }
    path.write_bytes(changed[damage])
    with pytest.raises(StoreError, match="En datafil är skadad"):
        store.query("select sum(amount) from rows", {"rows": [name]})


def test_names_and_tables_are_checked(store: Store) -> None:
    with pytest.raises(ValueError, match="not a fingerprint"):
        store.open_bytes("../secret.key")
    with pytest.raises(ValueError, match="plain name"):
        store.query("select 1", {"rows; drop": [store.write(ROWS)]})
    with pytest.raises(ValueError, match="at least one file"):
        store.query("select * from rows", {"rows": []})


def test_the_optimizer_that_loses_rows_is_off(store: Store) -> None:
    setting = store.query("select current_setting('disabled_optimizers')", {})
    assert setting == [("top_n_window_elimination",)]


def test_threads_do_not_see_one_anothers_tables(store: Store) -> None:
    made = [store.write(ROWS.head(count)) for count in range(1, 9)]
    found: dict[int, int] = {}

    def count(at: int) -> None:
        for _ in range(10):
            found[at] = store.query("select count(*) from rows", {"rows": [made[at]]})[0][0]

    threads = [threading.Thread(target=count, args=[at]) for at in range(len(made))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {at: at + 1 for at in range(len(made))}


def test_sweep_takes_old_orphans_and_leaves_the_rest(store: Store) -> None:
    kept, orphan, young = (store.write(ROWS.head(count)) for count in (1, 2, 3))
    left = store.root / ".part-left-by-a-killed-process"
    left.write_bytes(b"half")
    for path in (left, store.root / f"{orphan}.parquet", store.root / f"{kept}.parquet"):
        os.utime(path, (time.time() - 2 * files.HOUR,) * 2)
    assert sorted(store.sweep({kept})) == sorted([left.name, f"{orphan}.parquet"])
    assert names(store) == sorted([f"{kept}.parquet", f"{young}.parquet"])
    assert store.sweep({kept}, force=True) == [f"{young}.parquet"]


def test_nothing_is_swept_while_a_backup_reads(store: Store) -> None:
    orphan = store.write(ROWS)
    assert store.everything() == [orphan]
    with store.unswept(), store.unswept():
        assert store.sweep((), force=True) == []
    assert store.sweep((), force=True) == [f"{orphan}.parquet"]
    assert (store.everything(), store.paths(orphan)) == ([], [])


def test_a_file_written_again_counts_as_young(store: Store) -> None:
    name = store.write(ROWS)
    os.utime(store.root / f"{name}.parquet", (0, 0))
    store.write(ROWS)
    assert store.sweep(()) == []


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_full_disk(store: Store, monkeypatch: pytest.MonkeyPatch, fault: int) -> None:
    kept = store.write(ROWS)

    def full(handle: int) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="Disken är full") as error:
        store.write(ROWS.head(5))
    assert error.value.todo
    with pytest.raises(StoreError, match="Disken är full"):
        store.write_bytes(b"content")
    assert names(store) == [f"{kept}.parquet"]


def test_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "columns").write_text("a file stands where the folder should be")
    with pytest.raises(StoreError, match="Det gick inte att skriva"):
        Store(tmp_path / "columns").write(ROWS)


LIMITED = """
    import resource, sys
    from pathlib import Path
    import polars as pl
    from uppsikt.store import Store, StoreError
    rows = pl.DataFrame({"text": [f"{number * 7919} {number}" for number in range(100_000)]})
    store = Store(Path(sys.argv[1]))
    if sys.argv[2] == "limited":
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    for write in (
        lambda: store.write(rows),
        lambda: store.write(rows[at : at + 1000] for at in range(0, 100_000, 1000)),
        lambda: store.write_bytes(b"x" * 10_000_000),
    ):
        try:
            write()
        except StoreError as error:
            print(error.what)
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_full_disk_as_the_system_says_it(store: Store) -> None:
    """With a limit on how large a file may grow, the writes themselves fail half-way."""
    done = run(LIMITED, str(store.root), "limited")
    assert done.stdout.splitlines() == ["Disken är full, så uppgifterna kunde inte sparas"] * 3
    assert names(store) == []


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root may mount")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        done = run(LIMITED, str(disk), "full")
        left = list(disk.iterdir())
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert done.stdout.splitlines() == ["Disken är full, så uppgifterna kunde inte sparas"] * 3
    assert left == []


KILLED = """
    import os, signal, sys
    from pathlib import Path
    import polars as pl
    from uppsikt.store import Store

    def rows():
        for number in range(50):
            if number == 30:
                os.kill(os.getpid(), signal.SIGKILL)
            yield pl.DataFrame({"text": [f"{number} {at * 7919}" for at in range(20_000)]})

    Store(Path(sys.argv[1])).write(rows())
"""


def test_killed_in_the_middle_leaves_nothing_that_counts(store: Store) -> None:
    done = run(KILLED, str(store.root))
    assert done.returncode == -signal.SIGKILL
    assert [name for name in names(store) if not name.startswith(".part-")] == []
    kept = store.write(ROWS)
    store.sweep({kept}, force=True)
    assert names(store) == [f"{kept}.parquet"]

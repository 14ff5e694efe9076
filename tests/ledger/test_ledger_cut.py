"""A ledger that has lost its tail is refused; one voucher dropped, doubled or moved is a note."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from sie_files import in_bulk, plainly

DEMO = Path(__file__).parents[2] / "src" / "uppsikt" / "demo" / "data"
COSTS = ("4010", "4020", "5010", "6010")

Entry = tuple[int, int, str, str, int]  # number, month, account, unit, kronor


def entries(count: int = 100) -> list[Entry]:
    """Vouchers over a year, as a ledger lists them: by day, of four accounts in turn."""
    return [
        (number, 202201 + number * 12 // count, COSTS[number % 4], "6120", 100 + number)
        for number in range(count)
    ]


def in_month(one: Entry, month: int) -> Entry:
    """The same voucher in another month."""
    return one[0], month, *one[2:]


def ledger(
    stated: list[Entry], booked: list[Entry], *, results: bool = True, balances: bool = True
) -> str:
    """A file whose own balances are those of the first list, and its vouchers of the second."""
    months: dict[tuple[int, str], int] = defaultdict(int)
    years: dict[str, int] = defaultdict(int)
    for _, month, account, _, kronor in stated:
        for code, sum_ in ((account, kronor), ("1930", -kronor)):
            months[month, code] += sum_
            years[code] += sum_
    lines = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#RAR 0 20220101 20221231"]
    lines += [f"#KONTO {code} Konto" for code in ("1930", *COSTS)]
    if results:
        lines += [f"#RES 0 {code} {years[code]}.00" for code in COSTS]
    if balances:
        lines += [f"#PSALDO 0 {month} {code} {{}} {sum_}.00" for (month, code), sum_ in
                  sorted(months.items())]  # fmt: skip
    for number, month, account, unit, kronor in booked:
        lines += [f"#VER A {number + 1} {month}15", "{"]
        lines += [f"#TRANS {account} {{21 {unit}}} {kronor}.00", f"#TRANS 1930 {{}} -{kronor}.00"]
        lines += ["}"]
    return "\n".join(lines) + "\n"


def found(path: Path, content: str | bytes) -> set[tuple[str, bool]]:
    """Code and whether it stops of all that both readers say, which is the same."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = plainly(path)
    assert isinstance(said, dict)
    for size in (len(content) // 3, 1 << 22):
        assert in_bulk(path, size) == said
    return {(one.code, one.stops) for one in said["problems"]}


NOTE = {("control", False)}
STOPS = {("control", False), ("cut", True)}


@pytest.mark.parametrize("share", [0.5, 0.9, 0.95, 0.98])
@pytest.mark.parametrize(("results", "balances"), [(True, True), (False, True)])
def test_a_lost_tail_stops(tmp_path: Path, share: float, results: bool, balances: bool) -> None:
    whole = entries(200)
    text = ledger(whole, whole[: int(len(whole) * share)], results=results, balances=balances)
    assert found(tmp_path / "cut.se", text) == STOPS


def test_a_whole_file_says_nothing(tmp_path: Path) -> None:
    assert found(tmp_path / "whole.se", ledger(entries(), entries())) == set()


def test_the_years_results_alone_tell(tmp_path: Path) -> None:
    whole = entries()
    text = ledger(whole, whole[:-3], balances=False)
    assert found(tmp_path / "cut.se", text) == STOPS


@pytest.mark.parametrize("at", [0, 50, 99])
def test_one_voucher_dropped_or_doubled_is_a_note(tmp_path: Path, at: int) -> None:
    whole = entries()
    assert found(tmp_path / "less.se", ledger(whole, whole[:at] + whole[at + 1 :])) == NOTE
    again = (999, *whole[at][1:])
    assert found(tmp_path / "more.se", ledger(whole, [*whole, again])) == NOTE


@pytest.mark.parametrize("month", [202201, 202204])
def test_one_voucher_moved_to_another_month_is_a_note(tmp_path: Path, month: int) -> None:
    whole = entries()
    moved = [*whole[:-1], in_month(whole[-1], month)]
    assert found(tmp_path / "moved.se", ledger(whole, moved)) == NOTE


def test_a_voucher_moved_to_a_month_where_its_account_has_no_balance(tmp_path: Path) -> None:
    whole = [one for one in entries() if one[1] != 202204 or one[2] != "6010"]
    assert whole[-1][2] == "6010"
    moved = [*whole[:-1], in_month(whole[-1], 202204)]
    assert found(tmp_path / "moved.se", ledger(whole, moved)) == NOTE


def test_one_voucher_moved_to_another_unit_is_silent(tmp_path: Path) -> None:
    whole = entries()
    moved = [*whole[:-1], (*whole[-1][:3], "6170", whole[-1][4])]
    assert found(tmp_path / "moved.se", ledger(whole, moved)) == set()


def test_two_months_that_do_not_even_out_stop(tmp_path: Path) -> None:
    whole = entries()
    assert found(tmp_path / "two.se", ledger(whole, whole[1:-1])) == STOPS


def test_as_many_accounts_as_the_largest_voucher_has_is_the_edge(tmp_path: Path) -> None:
    """Every voucher has two accounts: one cost and the bank."""
    whole = [(number, 202201, COSTS[number % 4], "6120", 10) for number in range(12)]
    same_account = [one for one in whole if one[0] not in {3, 7}]
    assert found(tmp_path / "two.se", ledger(whole, same_account)) == NOTE
    assert found(tmp_path / "three.se", ledger(whole, whole[:-2])) == STOPS


def test_the_stop_names_the_months(tmp_path: Path) -> None:
    whole = entries()
    path = tmp_path / "cut.se"
    found(path, ledger(whole, whole[:80]))
    said = plainly(path)
    assert isinstance(said, dict)
    (cut,) = (one for one in said["problems"] if one.code == "cut")
    assert "för 2022-10, 2022-11 och 2022-12 säger något annat" in cut.message


@pytest.mark.parametrize("share", [0.9, 0.95, 0.98])
@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_the_demo_ledgers_cut_before_a_voucher(tmp_path: Path, year: int, share: float) -> None:
    content = (DEMO / f"huvudbok-{year}.se").read_bytes()
    head, *vouchers = content.split(b"#VER ")
    kept = vouchers[: int(len(vouchers) * share)]
    assert found(tmp_path / "cut.se", b"#VER ".join([head, *kept])) == STOPS

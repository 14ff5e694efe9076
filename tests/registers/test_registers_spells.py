"""Extracts whose rows have days: the months they belong to, and what is refused of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.registers import Column, Kind, ReadExtract, Register, RegisterFault, Sealer, Span
from uppsikt.registers.reading import read_extract
from uppsikt.registers.spells import ends_of, months_of

TODAY = date(2022, 11, 14)
SEALER = Sealer("en nyckel som ingen annan har")
SPAN = (202208, 202210)
_PERSON = Column("Person", "person", Kind.IDENTITY, "vem", "P-1")
SPELLS = Register(
    key="spells",
    label="Insatser",
    columns=(
        _PERSON,
        Column("Från", "first", Kind.DAY, "första dagen", "2022-08-15"),
        Column("Till", "last", Kind.DAY, "sista dagen", "", needed=False, may_come=True),
    ),
    one_of=("person", "first"),
    twice="personen står två gånger med samma första dag",
    kept_months=36,
    odd=lambda _: "",
    when="first",
    last="last",
    alone=("person",),
)
EVENTS = Register(
    key="events",
    label="Händelser",
    columns=(_PERSON, Column("Dag", "day", Kind.DAY, "dagen", "2022-08-15")),
    one_of=("person",),
    twice="personen står två gånger",
    kept_months=36,
    odd=lambda _: "",
    when="day",
)


def read(
    folder: Path, rows: str, register: Register = SPELLS, span: Span | None = SPAN
) -> ReadExtract:
    path = folder / "utdrag.csv"
    heads = ";".join(column.head for column in register.columns)
    path.write_text(f"{heads}\n{rows}", encoding="utf-8")
    return read_extract(path, register, today=TODAY, sealer=SEALER, span=span)


def refused(folder: Path, rows: str, **asked: object) -> str:
    with pytest.raises(RegisterFault) as fault:
        read(folder, rows, **asked)  # type: ignore[arg-type]
    return str(fault.value)


def test_a_spell_belongs_to_every_month_that_it_touches(tmp_path: Path) -> None:
    found = read(tmp_path, "P-1;2022-07-01;2022-09-01\nP-2;2022-10-31;\nP-3;2022-10-01;2023-05-31")

    there = {month: frame.height for month, frame in found.months.items()}
    assert (found.rows, there) == (3, {202208: 1, 202209: 1, 202210: 2})
    october = found.months[202210].sort("first").to_dicts()
    assert [row["month"] for row in october] == [202210, 202210]
    assert [row["last"] for row in october] == [date(2023, 5, 31), None]


def test_a_month_without_rows_is_told_of_as_empty(tmp_path: Path) -> None:
    found = read(tmp_path, "P-1;2022-09-30\n", EVENTS)
    assert {month: frame.height for month, frame in found.months.items()} == {
        202208: 0, 202209: 1, 202210: 0,
    }  # fmt: skip
    assert list(read(tmp_path, "", EVENTS).months) == [202208, 202209, 202210]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("P-1;2022-09-10;2022-09-01", "rad 2: slutar innan det börjar"),
        ("P-1;2022-11-01;", "rad 2: ligger utanför de månader som utdraget gäller"),
        ("P-1;2022-06-01;2022-07-31", "rad 2: ligger utanför"),
        ("P-1;2022-08-01;2022-09-01\nP-1;2022-09-01;", "rad 3: överlappar raden på rad 2"),
        ("P-1;2022-07-01;\nP-1;2022-08-01;2022-08-02\nP-1;2022-09-01;", "rad 4: överlappar"),
        ("P-1;2022-08-01;\nP-1;2022-08-01;", "två gånger med samma första dag, först på rad 2"),
        ("P-1;2022-08-01;20220901\nP-2;2022-08-01;2022-08-02", "Till: dagar är skrivna på olika"),
        ("P-1;31/8;", "rad 2, Från: ingen dag"),
        ("P-1;;", "Från: cellen är tom"),
        ("P-1;1899-08-01;", "dagen kan inte stämma"),
        ("P-1;2022-08-01;2922-08-01", "dagen kan inte stämma"),
        ("P-1;2022-11-20;", "dagen har inte varit än"),
    ],
)
def test_what_cannot_be_true_is_told_with_its_row(tmp_path: Path, rows: str, words: str) -> None:
    assert words in refused(tmp_path, rows)


def test_two_persons_may_have_the_same_days(tmp_path: Path) -> None:
    assert read(tmp_path, "P-1;2022-08-01;\nP-2;2022-08-01;").rows == 2


def test_the_months_are_to_be_told(tmp_path: Path) -> None:
    assert "--from ÅÅÅÅ-MM" in refused(tmp_path, "P-1;2022-08-01;", span=None)
    assert "fel ordning" in refused(tmp_path, "P-1;2022-08-01;", span=(202210, 202208))
    assert "har inte varit än" in refused(tmp_path, "P-1;2022-08-01;", span=(202210, 202212))


_DAYS = st.dates(date(2021, 1, 1), date(2023, 12, 31))


@given(_DAYS, _DAYS)
def test_every_day_of_a_span_lies_in_one_of_its_months(one: date, other: date) -> None:
    first, last = sorted((one, other))
    months = list(months_of((first.year * 100 + first.month, last.year * 100 + last.month)))
    ends = [ends_of(month) for month in months]
    assert ends[0][0] <= first
    assert last <= ends[-1][1]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(ends))

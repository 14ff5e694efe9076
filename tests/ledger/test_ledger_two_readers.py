"""The bulk reader and the plain one: the same rows, problems and errors from any file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sie_files import DIMENSIONS, FILES, PIECES, REAL, in_bulk, plainly

from uppsikt.ledger import Dimensions

OWN = sorted(FILES.iterdir())
VOUCHERS = (FILES / "vouchers.se").read_bytes()
TYPE3 = (FILES / "type3.se").read_bytes()

FIELDS = st.sampled_from(
    ["", "A", "1", "5710", "20", '"20"', '"a b"', '""', '"say \\"hi\\""', 'F"r', "å\\ö", "{", "}",
     "20220131", "20220229", "-1.5", "100", "1.234", "+5", "\x85", "\x1c", "\xa0", '"open'],
)  # fmt: skip
BLANKS = st.sampled_from([" ", "\t", "  ", ""])
LABELS = st.sampled_from(["#TRANS", "#BTRANS", "#RTRANS", "#VER", "#OKÄND", "#trans", "#KONTO", ""])


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line of any label and fields, most of them wrong."""
    parts = [draw(LABELS), *draw(st.lists(FIELDS, max_size=6))]
    return draw(BLANKS) + "".join(part + draw(BLANKS) for part in parts)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """A transaction of the usual shape, or nearly."""
    objects = draw(
        st.sampled_from(["", "20 5710", '20 "5710" 21 "1"', '"6" "P 1"', "20", ' "" ""'])
    )
    amount = draw(st.sampled_from(["100", "-100", "0.5", "-12.34", ".5", "7.", '"8.00"', "1.230"]))
    rest = draw(st.lists(FIELDS, max_size=4))
    return f"#TRANS 4010 {{{objects}}} {amount} " + " ".join(rest)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of vouchers, of which some hold lines of any kind."""
    text = ["#FLAGGA 0", "#SIETYP 4", "#RAR 0 20220101 20221231", "#KONTO 4010", "#KONTO 1930"]
    for number in range(draw(st.integers(0, 5))):
        date = draw(st.sampled_from(["20220131", '"20220131"', "20230101", "", '""', "2022013"]))
        text.append(f"#VER {draw(FIELDS)} {number} {date} {draw(FIELDS)}")
        text += [
            "{",
            *draw(st.lists(rows(), max_size=4)),
            *draw(st.lists(lines(), max_size=1)),
            "}",
        ]
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(text)


def agree(
    path: Path, dimensions: Dimensions = DIMENSIONS, sizes: tuple[int, ...] = (60, 1 << 22)
) -> None:
    """Both readers say the same, however the file is cut into pieces."""
    said = plainly(path, dimensions)
    for size in sizes:
        assert in_bulk(path, size, dimensions) == said, size


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_files(path: Path) -> None:
    agree(path, sizes=PIECES)


@pytest.mark.skipif(not REAL.is_dir(), reason="no real files beside the project")
def test_real_files() -> None:
    """As their README says: all are read but the web page; three have something that stops."""
    stops = {}
    for path in sorted(REAL.glob("*.[sS][eEiI]")):
        agree(path, Dimensions(activity=6, unit=1), sizes=(20_000, 1 << 22))
        said = plainly(path, Dimensions(activity=6, unit=1))
        if isinstance(said, str):
            assert "Det är en webbsida" in said
            stops[path.stem] = {"refused"}
        elif found := {one.code for one in said["problems"] if one.stops}:
            stops[path.stem] = found
    assert stops == {
        "HAS4E_1412": {"refused"},
        "Sie4": {"unknown_account"},
        "XE_SIE_4_20151125095119": {"unbalanced"},
        "transaktioner_ovnbolag-bad-balance": {"unbalanced"},
    }


@pytest.mark.skipif(not REAL.is_dir(), reason="no real files beside the project")
@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("BL0001_typ4.SE", 405, ""),
        ("SIE4_Exempelfil.SE", 1330, ""),
        ("SIE4_Exempelfil_med_underdim.SE", 1330, "UTF-8"),
        ("MAMUT_SIE4_EXPORT.SE", 458, ""),
        ("Bokslut_Norstedts_SIE_4E.se", 678, ""),
        ("XE_SIE_4_20151125095119.SE", 248, "summerar till 2,00 kr"),
        ("transaktioner_ovnbolag-bad-balance.se", 671, "summerar till −12\xa0771,00 kr"),
        ("magenta_bokföring_SIE4I.se", 84, ""),
    ],
)
def test_real_vouchers(name: str, rows: int, said: str) -> None:
    file = plainly(REAL / name, Dimensions(activity=6, unit=1))
    assert isinstance(file, dict)
    assert len(file["rows"]) == rows
    assert said in " ".join(one.message for one in file["problems"])


@pytest.mark.skipif(not REAL.is_dir(), reason="no real files beside the project")
def test_one_company_in_four_types() -> None:
    """The same books as vouchers and as balances of three kinds have the same sums."""
    sums = []
    for kind in ("1", "2", "3", "4"):
        file = plainly(REAL / f"BL0001_typ{kind}.SE", Dimensions(activity=6, unit=1))
        assert isinstance(file, dict)
        by_account: dict[str, int] = {}
        for row in file["rows"]:
            by_account[row[6]] = by_account.get(row[6], 0) + row[11]
        sums.append({k: v for k, v in by_account.items() if k >= "3" and v})
    assert sums[0] == sums[1] == sums[2] == sums[3]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=files())
def test_generated_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "generated.se"
    path.write_bytes(text.encode("utf-8"))
    agree(path)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    content=st.sampled_from([VOUCHERS, TYPE3]),
    seed=st.integers(0, 2**32),
    changes=st.integers(1, 4),
)
def test_mutated_files(tmp_path: Path, content: bytes, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    for _ in range(changes):
        content = _mutated(content, chance)
    path = tmp_path / "mutated.se"
    path.write_bytes(content)
    agree(path)


def _mutated(content: bytes, chance: random.Random) -> bytes:
    """With some bytes taken away, doubled, moved or put in."""
    at, length = chance.randrange(len(content) + 1), chance.choice((1, 1, 2, 10, 100))
    piece, rest = content[at : at + length], content[at + length :]
    put = chance.choice(
        (b"", b'"', b"{", b"}", b"\n", b"\r", b" ", b"\\", b"#", b"\xff", b"-", b"9")
    )
    new = chance.choice((put, put + piece, piece + piece, piece[::-1]))
    return content[:at] + new + rest

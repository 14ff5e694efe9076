"""Whatever stands in a file, a review of it ends soon and without a fault of ours."""

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.review_documents.formats import made
from tools.review_documents.source import names

from uppsikt.reading import Unreadable, read, read_text
from uppsikt.review import render_html, render_json, render_text, review

SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"
PUBLISHED = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
LONGEST = 10.0
"""Seconds of work that no file may take, however it is written; other programs' do not count."""

WORDS = (
    "Summa", "Totalt", "Utfall", "Budget", "Prognos", "Avvikelse", "2022-10", "jan–okt", "tkr",
    "mnkr", "%", "Nettokostnad", "Intäkter", "Kostnader", "Januari", "Medel", "−", "-", "–", "1",
    "12 345", "-1 234,5", "0", "99 %", "8", "530 tkr", "\n", "\n\n", "  ", "\t", "|", "•", "\f",
    "den 7 juni 2022", "måndagen", "ökat", "minskat", "från", "till", "fem", "följande:", "cirka",
    "2003:778", "lagen", "jämfört med", "Ekonomiskt bistånd", "varav", "(", ")", ".", ":",
    "högre än",
)  # fmt: skip
BOUNDED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LONG = settings(BOUNDED, max_examples=600)

TEXTS = [
    made(name, form, planted=True) for name in names() for form in ("kolumner.txt", "bruten.txt")
]
SOURCES = [text.decode() for text in TEXTS if text is not None]


def reviewed(text: str) -> None:
    """Review a text and render the review in every format, within the time that it may take."""
    began = time.process_time()
    found = review([read_text(text, "r.txt")])
    for render in (render_text, render_json, render_html):
        assert render(found)
    assert time.process_time() - began < LONGEST


def shuffled(text: str, seed: int) -> str:
    """The text with lines moved, numbers swapped and the end cut off."""
    chance = random.Random(seed)
    lines = text.split("\n")
    lines = lines[: chance.randint(1, len(lines))]
    way = seed % 4
    if way == 0:
        chance.shuffle(lines)
    elif way == 1:
        at = chance.randrange(len(lines))
        lines[at:at] = lines[: chance.randint(0, 60)]
    words = "\n".join(lines).split(" ")
    for _ in range(len(words) // 20 if way > 1 else 0):
        one, two = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[two] = words[two], words[one]
    return " ".join(words)


def spoilt(content: bytes, seed: int) -> bytes:
    """The bytes cut off or changed here and there."""
    chance = random.Random(seed)
    if seed % 2:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def read_or_refused(path: Path) -> None:
    """Review a file, which may be refused with a sentence and nothing else."""
    began = time.process_time()
    with suppress(Unreadable):
        assert render_text(review([read(path)]))
    assert time.process_time() - began < LONGEST


@given(st.text(max_size=2000))
@BOUNDED
def test_any_text(text: str) -> None:
    reviewed(text)


@given(st.lists(st.sampled_from(WORDS), max_size=400).map(" ".join))
@BOUNDED
def test_the_words_of_reports_in_any_order(text: str) -> None:
    reviewed(text)


@given(st.sampled_from(SOURCES), st.integers(0, 10**6))
@BOUNDED
def test_invented_reports_cut_and_shuffled(text: str, seed: int) -> None:
    reviewed(shuffled(text, seed))


@pytest.mark.skipif(not PUBLISHED, reason="needs the published reports")
@given(st.integers(0, 10**6))
@settings(BOUNDED, max_examples=6)
def test_published_reports_cut_and_shuffled(seed: int) -> None:
    reviewed(shuffled(PUBLISHED[seed % len(PUBLISHED)].read_text("utf-8"), seed))


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx", "word.pdf", "webb.pdf", "egen.pdf"])
def test_spoilt_files_are_read_or_refused(form: str, tmp_path: Path) -> None:
    content = made("overformyndarnamnden", form, planted=True)
    assert content is not None
    path = tmp_path / f"r.{form}"
    for seed in range(8):
        path.write_bytes(spoilt(content, seed))
        read_or_refused(path)


HOSTILE = [
    "1 " * 60_000,
    "- " * 60_000,
    "1 234 " * 20_000,
    "jämfört med 2022-10-31, " * 4_000,
    "från 720 i mars till 636 i oktober " * 3_000,
    "fem leverantörer varav " * 4_000,
    "\n".join(f"Rad {n} {n} {n} {n}" for n in range(6_000)),
    "Summa " + "9" * 50_000,
    "(" * 50_000,
    "•\n" * 30_000,
    "Januari 1\n" * 12_000,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_text_written_to_take_long(text: str) -> None:
    reviewed(text)


@pytest.mark.slow
@given(st.sampled_from(SOURCES), st.integers(0, 10**6))
@LONG
def test_many_invented_reports_cut_and_shuffled(text: str, seed: int) -> None:
    reviewed(shuffled(text, seed))


@pytest.mark.slow
@pytest.mark.skipif(not PUBLISHED, reason="needs the published reports")
@given(st.integers(0, 10**6))
@settings(LONG, max_examples=60)
def test_many_published_reports_cut_and_shuffled(seed: int) -> None:
    reviewed(shuffled(PUBLISHED[seed % len(PUBLISHED)].read_text("utf-8"), seed))

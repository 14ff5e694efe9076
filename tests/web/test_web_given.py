"""Reports that were given out: frozen to the byte, with what has changed since beside them."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from test_web_pages import table_rows, text_of

from people import controller, one
from uppsikt.figures import Period
from uppsikt.followup.given.giving import GivenOutcome, give_out
from uppsikt.followup.given.reports import given_file, given_report
from uppsikt.followup.models import GivenReport
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    Actor,
    NotAllowed,
    Role,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.sources.services import import_ledger, sweep

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DATA = Path(__file__).parents[2] / "src/uppsikt/demo/data"
SLUG, OCTOBER = "arbetslivsnamnden", Period.month(2022, 10)
MONTH = f"/namnder/{SLUG}/2022-10"
NOW_PAGE, VERSION = f"{MONTH}/manadsuppfoljning/", f"{MONTH}/manadsuppfoljning/version/1"
WHEN = datetime(2022, 11, 11, 9, 0, tzinfo=STOCKHOLM)
KINDS = ("pdf", "docx", "xlsx", "json")
VOUCHER = re.compile(r"#VER F 35 .*\r\n\{\r\n(?:#.*\r\n)+\}\r\n")


def give(now: datetime = WHEN) -> GivenOutcome:
    return give_out(
        actor=COMMAND_LINE, now=now, store=current_store(), committee=SLUG, period=OCTOBER,
        reason="Rättad huvudbok" if GivenReport.everything.exists() else "",
    )  # fmt: skip


def read(path: Path) -> None:
    import_ledger(actor=COMMAND_LINE, now=WHEN, store=current_store(), path=path)


def corrected(folder: Path, *, without: int = 1, more: str = "") -> Path:
    """The year's ledger without some of its vouchers, or with another one."""
    text = (DATA / "huvudbok-2022.se").read_bytes().decode("cp437")
    text = VOUCHER.sub("", text, count=without) if without else text
    file = folder / "huvudbok-2022-rattad.se"
    file.write_bytes((text + more).encode("cp437"))
    return file


def kronor(text: str) -> float:
    return float(re.sub(r"[^\d,-]", "", text.replace("−", "-")).replace(",", "."))


@pytest.fixture
def given(demo: Client) -> Iterator[Client]:
    """A visitor after October's report has been given out; all is undone after the test."""
    point = transaction.savepoint()
    give()
    yield demo
    transaction.savepoint_rollback(point)


def files(client: Client, address: str = VERSION) -> dict[str, str]:
    found = {kind: client.get(f"{address}.{kind}").content for kind in KINDS}
    assert all(found.values())
    return {kind: hashlib.sha256(content).hexdigest() for kind, content in found.items()}


def article(client: Client, address: str = f"{VERSION}/") -> str:
    page = client.get(address).content.decode()
    return page[page.index("<article") : page.index("</article>")]


def without_links(article: str) -> str:
    """Cells of a report as it is now lead to what they are made of; those of a kept one do not."""
    return re.sub(r"</?a\b[^>]*>", "", article)


def test_a_report_that_was_given_out_is_what_the_page_showed(given: Client) -> None:
    assert without_links(article(given)) == without_links(article(given, NOW_PAGE))
    assert "/siffra/" not in article(given)
    live = f"{MONTH}/manadsuppfoljning"
    assert files(given) == files(given, live)
    text = text_of(given.get(f"{VERSION}/"))
    assert "Rapporten är lämnad den 11 november 2022 i version 1." in text
    assert "Ingenting har ändrats: rapporten skulle bli likadan i dag." in text
    assert "Rapporten är lämnad i version 1, den 11 november 2022." in text_of(given.get(NOW_PAGE))
    assert "Lämnad i version 1, den 11 november 2022." in text_of(given.get(f"{MONTH}/"))


def test_a_correction_leaves_the_files_alone_and_is_the_difference(
    given: Client, tmp_path: Path
) -> None:
    before, page = files(given), article(given)
    taken = re.search(VOUCHER, (DATA / "huvudbok-2022.se").read_bytes().decode("cp437"))
    assert taken is not None
    first = re.search(r"#TRANS \d+ \{.*?\} (-?[\d.]+)", taken[0])
    assert first is not None
    booked = abs(float(first[1]))

    read(corrected(tmp_path))

    assert files(given) == before
    assert article(given) == page
    answer = given.get(f"{VERSION}/")
    for key in ("actual-2022-01--2022-10", "variance-2022-01--2022-10"):
        rows = table_rows(answer, f"andrat-{key}")
        then, now, difference = map(kronor, rows["Ekonomiskt bistånd"])
        assert difference == pytest.approx(now - then)
        assert abs(difference) == pytest.approx(booked)
        assert rows["Summa"][2] == rows["Ekonomiskt bistånd"][2]
        assert set(rows) == {
            "Verksamhet", "Ekonomiskt bistånd", "Övriga, oförändrade", "Summa"
        }  # fmt: skip
        whole, other = (kronor(rows[row][1]) for row in ("Summa", "Övriga, oförändrade"))
        assert whole == pytest.approx(now + other)
    words = text_of(given.get(NOW_PAGE))
    assert "Här står uppgifterna som de är nu." in words
    assert "på Ekonomiskt bistånd" in words


def test_a_correction_back_and_forth_is_no_change(given: Client, tmp_path: Path) -> None:
    read(corrected(tmp_path))
    read(DATA / "huvudbok-2022.se")

    assert "Ingenting har ändrats: rapporten" in text_of(given.get(f"{VERSION}/"))


def test_giving_out_after_a_correction_makes_a_second_version(
    given: Client, tmp_path: Path
) -> None:
    before = files(given)
    assert not give().is_new
    read(corrected(tmp_path))

    second = give(WHEN + timedelta(days=7))

    assert (second.is_new, second.given.version) == (True, 2)
    assert files(given) == before
    again = f"{MONTH}/manadsuppfoljning/version/2"
    assert all(files(given, again)[kind] != before[kind] for kind in KINDS)
    assert "(version 2)" in text_of(given.get(f"{again}/"))
    assert "Ingenting har ändrats: rapporten" in text_of(given.get(f"{again}/"))
    first = text_of(given.get(f"{VERSION}/"))
    assert "Det finns en senare version: version 2, lämnad den 18 november 2022" in first
    assert (
        second.given.known_at
        > given_report(
            reader=PUBLIC, committee=SLUG, month=OCTOBER, form="monthly", version=1
        ).known_at
    )


def test_what_was_given_out_stays_when_the_report_cannot_be_made(given: Client) -> None:
    before = files(given)
    from uppsikt.planning.models import BudgetRevision

    BudgetRevision.objects.filter(committee__slug=SLUG, year=2022).delete()

    assert given.get(NOW_PAGE).status_code == 200  # says that there is no budget
    answer = given.get(f"{VERSION}/")
    assert "Det går inte att jämföra med uppgifterna som de är nu." in text_of(answer)
    assert files(given) == before


def test_no_sweep_takes_the_files_away(given: Client) -> None:
    before = files(given)

    sweep(store=current_store(), force=True)

    assert files(given) == before
    assert "Ingenting har ändrats: rapporten" in text_of(given.get(f"{VERSION}/"))


def test_a_changed_set_up_changes_the_page_but_not_what_was_given(
    given: Client, tmp_path: Path
) -> None:
    before = files(given)
    for file in DATA.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    path = tmp_path / f"{SLUG}.toml"
    text = path.read_text("utf-8").replace('"Politisk verksamhet"', '"Nämndens arbete"')
    path.write_text(text, "utf-8")

    setup_committee(actor=COMMAND_LINE, now=WHEN, path=path)

    assert files(given) == before
    assert "Nämndens arbete" in text_of(given.get(NOW_PAGE))
    words = text_of(given.get(f"{VERSION}/"))
    assert "Inget belopp har ändrats, men rapporten skulle nu få andra texter" in words
    assert re.search(
        r"Verksamheternas nettokostnader namn\s+I rapporten\s*Politisk verksamhet\s*Nu\s*"
        "Nämndens arbete",
        words,
    )


def test_a_file_that_the_browser_has_is_not_sent_again(given: Client) -> None:
    answer = given.get(f"{VERSION}.pdf")
    assert (
        'filename="arbetslivsnamnden-2022-10-version-1.pdf"'
        in (answer.headers["Content-Disposition"])
    )

    again = given.get(f"{VERSION}.pdf", headers={"If-None-Match": answer.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_live_file_has_another_mark_when_rounding_follows_what_was_printed(
    demo: Client, tmp_path: Path
) -> None:
    """The mark follows the content: texts, look and rounding, not only the amounts."""
    live = f"{MONTH}/manadsuppfoljning.json"
    before = demo.get(live)
    point = transaction.savepoint()
    read(corrected(tmp_path))
    after = demo.get(live)
    transaction.savepoint_rollback(point)

    assert (before.headers["ETag"] == after.headers["ETag"]) == (before.content == after.content)
    assert before.content != after.content


@pytest.mark.parametrize("address", [
    f"{MONTH}/manadsuppfoljning/version/9/",
    f"{MONTH}/manadsuppfoljning/version/9.pdf",
    f"{VERSION}.txt",
    f"{VERSION}.html",
    f"{MONTH}/nagot/version/1/",
    "/namnder/ingen/2022-10/manadsuppfoljning/version/1/",
])  # fmt: skip
def test_what_was_not_given_out_is_not_found(given: Client, address: str) -> None:
    assert given.get(address).status_code == 404


def test_the_public_may_read_but_not_give_out(given: Client) -> None:
    for someone in (Actor("en besökare"), controller("annan"), one(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            give_out(actor=someone, now=WHEN, store=current_store(), committee=SLUG, period=OCTOBER)
    assert GivenReport.objects.count() == 1


def test_giving_out_is_told_in_the_log(given: Client) -> None:
    entry = Entry.objects.filter(verb__startswith="lämnade ut rapport").last()

    assert entry is not None
    assert entry.verb == "lämnade ut rapport, version 1"
    assert set(entry.detail["files"]) == {"html", *KINDS}


def test_the_files_hold_what_the_store_says(given: Client) -> None:
    one = given_report(reader=OPERATOR, committee=SLUG, month=OCTOBER, form="monthly", version=1)
    content = given_file(reader=OPERATOR, store=current_store(), given=one, kind="json")

    assert hashlib.sha256(content).hexdigest() == one.files["json"]
    assert json.loads(content)["title"] == "Budgetuppföljning efter oktober 2022"
    assert settings.DATA_FOLDER.columns.joinpath(f"{one.files['pdf']}.original").is_file()

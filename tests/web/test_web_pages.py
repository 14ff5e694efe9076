"""Every page as a visitor of the demo meets it, in each of its states."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

import pytest
from account_pages import ACCOUNT, FORMS
from django.test import Client
from django.urls import resolve

from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.web import clock
from uppsikt.web.addresses import addresses

pytestmark = pytest.mark.database

ROOT = Path(__file__).resolve().parents[2]
OCTOBER = "/namnder/arbetslivsnamnden/2022-10"
AUGUST = "/namnder/arbetslivsnamnden/2025-08"
ASSISTANCE = f"{OCTOBER}/verksamhet/ekonomiskt-bistand"
ROUND = f"{OCTOBER}/runda"
CELLS = f"{OCTOBER}/manadsuppfoljning/siffra"

# Every address with its name among the patterns, what it answers, and words that stand there.
ADDRESSES: dict[str, tuple[str, int, str]] = {
    "start": ("/", 200, "Nämndernas ekonomi"),
    "committees": ("/namnder/", 302, "/"),
    "overview": ("/namnder/2022-10/", 200, "Oktober 2022"),
    "internal": ("/namnder/2022-10/internt/", 200, "<h1>Interna poster</h1>"),
    "last_year": ("/namnder/2023-07/fjolaret/", 200, "<h1>Förra året som publicerat och omräknat"),
    "new_tree": (f"{OCTOBER}/nya-verksamheter/", 200, "Verksamheter 2022 översatta till 2023"),
    "known": (f"{OCTOBER}/kanda-poster/", 200, "<h1>Kända poster</h1>"),
    "known_file": (f"{OCTOBER}/kanda-poster.xlsx", 200, ""),
    "committee_latest": ("/namnder/arbetslivsnamnden/", 302, f"{AUGUST}/"),
    "periods": ("/namnder/arbetslivsnamnden/perioder/", 200, "Det som är bokfört i en stängd"),
    "accumulated": ("/namnder/ifon/ackumulerat/", 200, "<h1>Ackumulerat resultat</h1>"),
    "oversight": ("/namnder/2022-10/uppsikt/", 403, "Du får inte läsa den här sidan"),
    "round_dates": ("/namnder/arbetslivsnamnden/rundor/2022/", 403, "Du får inte läsa den här"),
    "round": (f"{OCTOBER}/runda/", 403, "Du får inte läsa den här sidan"),
    "round_activity": (
        f"{OCTOBER}/runda/lage/ekonomiskt-bistand/",
        403,
        "Du får inte läsa den här sidan",
    ),
    "forecasts": ("/namnder/ifon/prognoser/2023/", 200, "<h1>Prognoserna 2023 mot utfallet</h1>"),
    "forecasts_file": ("/namnder/ifon/prognoser/2023.csv", 200, ""),
    "accruals": (f"{OCTOBER}/periodiseringar/", 200, "Periodiseringar som inte är återförda"),
    "committee": (f"{OCTOBER}/", 200, "<h1>Arbetslivsnämnden</h1>"),
    "activity": (f"{ASSISTANCE}/", 200, "<h1>Ekonomiskt bistånd</h1>"),
    "vouchers": (f"{ASSISTANCE}/verifikationer/", 200, "<h1>Verifikationer</h1>"),
    "rows": (f"{OCTOBER}/verifikationer/?minst=100000", 200, "<dt>Belopp från</dt>"),
    "rows_file": (f"{OCTOBER}/verifikationer.csv?konto=4510", 200, ""),
    "cell": (f"{CELLS}/netto/integration/utfall-2022-10/", 200, "Så är beloppet räknat"),
    "history": (f"{CELLS}/netto/integration/utfall-2022-10/historik/", 200, "Historik, äldst"),
    "history_file": (f"{CELLS}/netto/integration/utfall-2022-10/historik.csv", 200, ""),
    "report": (f"{OCTOBER}/manadsuppfoljning/", 200, "<h1>Budgetuppföljning efter oktober 2022"),
    "report_file": (f"{OCTOBER}/manadsuppfoljning.pdf", 200, ""),
    # Nothing is given out in this demo: see test_web_given.
    "given_report": (f"{OCTOBER}/manadsuppfoljning/version/1/", 404, "är inte lämnad i version 1"),
    "given_file": (f"{OCTOBER}/manadsuppfoljning/version/1.pdf", 404, "är inte lämnad"),
    "given_table": (f"{OCTOBER}/manadsuppfoljning/version/1/tabell/netto/", 404, "är inte lämnad"),
    "given_table_file": (
        f"{OCTOBER}/manadsuppfoljning/version/1/tabell/netto.csv",
        404,
        "är inte lämnad",
    ),
    "given_cell": (
        f"{OCTOBER}/manadsuppfoljning/version/1/siffra/netto/alla/prognos-2022/",
        404,
        "är inte lämnad",
    ),
    "templates": ("/mallar/", 200, "Mallar"),
    "template": ("/mallar/prognos.xlsx", 200, ""),
    "looks": ("/utseende/", 200, "<h1>Exemplets utseende</h1>"),
    "look": ("/utseende/0/", 200, "<h1>Uppsikts eget utseende</h1>"),
    "look_style": ("/utseende/0/stil.css", 200, ""),
    # Uppsikt's own look has neither: see test_web_look.
    "look_logo": ("/utseende/0/logotyp", 404, "Sidan finns inte"),
    "look_letters": ("/utseende/0/typsnitt/1", 404, "Sidan finns inte"),
    "look_picture": ("/utseende/0/sida-1.svg", 200, ""),
    "look_trial": ("/utseende/0/prov.pdf", 200, ""),
    "reviews": ("/granska/", 200, "<h1>Granska en rapport</h1>"),
    # Nothing is handed in: see test_web_reviews.
    "review": ("/granska/AbCdEfGhIjKlMnOpQrStUvWx/", 404, "Granskningen finns inte"),
    "review_document": ("/granska/AbCdEfGhIjKlMnOpQrStUvWx/dokument/", 404, "finns inte"),
    "review_result": ("/granska/AbCdEfGhIjKlMnOpQrStUvWx/resultat.json", 404, "finns inte"),
    # Nothing for the public: see test_web_mail.
    "give_out": (f"{OCTOBER}/manadsuppfoljning/lamna-ut/", 403, "Du får inte läsa den här sidan"),
    "gate": (f"{OCTOBER}/runda/grind/", 403, "Du får inte läsa den här sidan"),
    # Nothing for the public: see test_web_round_manager.
    "my_round": (f"{OCTOBER}/runda/min/", 403, "Du får inte läsa den här sidan"),
    "my_forecast": (
        f"{OCTOBER}/runda/min/ekonomiskt-bistand/",
        403,
        "Du får inte läsa den här sidan",
    ),
    "texts": (f"{ROUND}/texter/manadsuppfoljning/", 403, "Du får inte läsa den här sidan"),
    "text": (f"{ROUND}/texter/manadsuppfoljning/ekonomiskt-bistand/", 403, "Du får inte läsa"),
    "new_text": (f"{ROUND}/nytt-avsnitt/manadsuppfoljning/", 403, "Du får inte läsa"),
    "bindable": (f"{ROUND}/tal/manadsuppfoljning/", 403, "Du får inte läsa den här sidan"),
    "bindable_json": (f"{ROUND}/tal/manadsuppfoljning.json", 403, "Du får inte läsa"),
    "jobs": ("/arbeten/", 403, "Du får inte läsa den här sidan"),
    "job": ("/arbeten/1/", 404, "Det finns inget arbete med nummer 1"),
    "cancel_job": ("/arbeten/1/avbryt/", 405, ""),
    "retry_job": ("/arbeten/1/gor-om/", 405, ""),
    "read_in": ("/las-in/", 403, "Du får inte läsa den här sidan"),
    "read_previewed": ("/las-in/1/", 405, ""),
    "mail": ("/utskick/", 403, "Du får inte läsa den här sidan"),
    "message": ("/utskick/1/", 404, "Det finns inget utskick med nummer 1"),
    # Nothing is handed in: see test_web_files.
    "file": ("/filer/AbCdEfGhIjKlMnOpQrStUvWx/", 404, "Filen finns inte"),
    **ACCOUNT,
    # Not the public's: see test_web_log.
    "search": ("/sok/?q=bist%C3%A5nd", 200, "<h1>Sökning</h1>"),
    "log": ("/logg/", 403, "Du får inte läsa den här sidan"),
    "log_file": ("/logg.csv", 403, "Du får inte läsa den här sidan"),
    "method": ("/sa-raknas-det/", 200, "Så räknas det"),
    "accessibility": ("/tillganglighet/", 200, "<h1>Tillgänglighetsredogörelse</h1>"),
    "given_feed": ("/flode.xml", 200, "Lämnade rapporter"),
    "site_map": ("/sitemap.xml", 200, "/namnder/arbetslivsnamnden/2022-10/manadsuppfoljning/"),
    "robots": ("/robots.txt", 200, "Sitemap: http://testserver/sitemap.xml"),
    "health": ("/halsa/", 200, "Uppsikt svarar."),
    "api": ("/api/", 200, "<h1>Gränssnittet</h1>"),
}


class Answer(Protocol):
    """What Django's client gives back."""

    @property
    def content(self) -> bytes: ...


def text_of(answer: Answer) -> str:
    """The words of a page, with hard spaces as plain ones."""

    class Words(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    words = Words()
    words.feed(answer.content.decode())
    return re.sub(r"\s+", " ", "".join(words.found))


def table_rows(answer: Answer, key: str) -> dict[str, list[str]]:
    """The rows of the table with the key: first cell → the other cells."""
    page = answer.content.decode()
    table = page[page.index(f'id="tabell-{key}"') :]
    table = table[: table.index("</table>")]
    rows = {}
    for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL):
        cells = re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.DOTALL)
        plain = [re.sub(r"<[^>]+>", "", cell).replace("\xa0", " ") for cell in cells]
        rows[plain[0]] = plain[1:]
    return rows


def test_every_address_has_a_line_in_the_table() -> None:
    # The API's are tried by themselves: see tests/api.
    pages = [name for name, _ in addresses() if not name.startswith("api:")]
    assert sorted(pages) == sorted(ADDRESSES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_answers(demo: Client, name: str) -> None:
    address, status, words = ADDRESSES[name]

    answer = demo.get(address)

    assert answer.status_code == status
    if status == 302:
        assert answer.headers["Location"] == words
    elif words:
        assert words in answer.content.decode()
    policy = "frame-ancestors" if name in ("report_file", "look_trial") else "default-src 'none'"
    assert answer.headers["Content-Security-Policy"].startswith(policy)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert not answer.cookies or name in {*FORMS, "reviews"}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_is_described(name: str) -> None:
    described = (ROOT / "docs" / "sidor.md").read_text("utf-8")

    assert f"`{ADDRESSES[name][0]}`" in described


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_without_the_mark_of_a_form(
    demo: Client, name: str, method: str
) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert getattr(strict, method)(ADDRESSES[name][0]).status_code in (403, 404, 405)


def test_the_accumulated_result_is_told_as_of_the_clocks_day(
    demo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_past_midnight = datetime(2024, 3, 31, 22, 30, tzinfo=UTC).astimezone(STOCKHOLM)
    monkeypatch.setattr(clock, "now", lambda: half_past_midnight)

    assert "läget den 1 april 2024" in text_of(demo.get(ADDRESSES["accumulated"][0]))


def test_the_demos_accruals_are_told_as_made_up_and_net_out(demo: Client) -> None:
    told = text_of(demo.get(ADDRESSES["accruals"][0]))

    assert "Av 5 periodiseringar och återföringar: 1 är ej återförd." in told
    assert "Periodiseringarna är påhittade för demonstrationen." in told
    sums = table_rows(demo.get(ADDRESSES["accruals"][0]), "periodiserat")
    assert sums["Juni"] == ["−182 450", "0", "−182 450"]
    assert sums["Summa"] == ["−155 750", "98 450", "−57 300"]


def test_the_demos_decision_on_a_result_is_told_as_made_up_and_fits_what_is_booked(
    demo: Client,
) -> None:
    answer = demo.get(ADDRESSES["accumulated"][0])

    assert table_rows(answer, "ackumulerat")["2023"] == ["0", "−7 131 057", "7 131 057", "0"]
    told = text_of(answer)
    assert "Beslutet är påhittat för demonstrationen, liksom resultatet som det gäller." in told
    assert "räknar med resultatet" not in told, "the decision is on another result"


@pytest.mark.any_database
def test_no_page_has_style_or_script_of_its_own(demo: Client) -> None:
    """The content security policy forbids them, so they would silently not work."""
    for address, status, _ in ADDRESSES.values():
        answer = demo.get(address)
        if status == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page), address


@pytest.mark.any_database
def test_every_kind_of_link_on_the_pages_leads_somewhere(demo: Client) -> None:
    """Every link is some page's address. Of each kind one is followed, and those there likewise.

    A kind is the page that the link is on, the page that it leads to, and one thing that it says:
    of which table a cell is, or how rows are narrowed down. The cells of all activities in all
    months are thousands, and the pages of a kind are made by the same lines.
    """
    waiting = [address for address, status, _ in ADDRESSES.values() if status == 200]
    seen, followed = set(waiting), set[tuple[str, str, str]]()
    while waiting:
        address = waiting.pop(0)
        page = demo.get(address)
        assert page.status_code in (200, 302), address
        if not page.headers.get("Content-Type", "").startswith("text/html"):
            continue
        here = resolve(urlsplit(address).path).view_name
        for link in links(page.content.decode()):
            parts = urlsplit(link)
            there = resolve(parts.path)  # raises Resolver404 for what is no page's address
            said = [there.kwargs.get("table", ""), *dict(parse_qsl(parts.query))]
            kinds = {(here, there.view_name, one) for one in said}
            # Files take a while, and have tests of their own.
            if link in seen or kinds <= followed or re.search(r"\.[a-z]+$", parts.path):
                continue
            seen.add(link)
            followed |= kinds
            waiting.append(link)
    assert {("report", "cell", "samm"), ("vouchers", "rows", "konto")} < followed
    assert {("cell", "history", "netto"), ("overview", "overview", "enhet")} < followed


def links(page: str) -> Iterator[str]:
    """Where the links of a page lead within the site."""
    for found in re.findall(r'href="(/[^"#]*)', page):
        if not found.startswith("/static/"):
            yield unescape(found)


# --- all committees ---------------------------------------------------------------------------


def test_the_overview_opens_with_what_it_means(demo: Client) -> None:
    text = text_of(demo.get("/namnder/2022-10/"))

    assert "Arbetslivsnämnden väntas gå över sin budget 2022: minus 6 000 tkr." in text
    assert "Individ- och familjeomsorgsnämnden har inga siffror för oktober 2022." in text
    assert "252 950" in text
    assert "−217 014" in text
    assert "−258 950" in text


def test_the_overview_shows_the_latest_month_unless_asked(demo: Client) -> None:
    assert "Augusti 2025" in text_of(demo.get("/"))


def test_a_committee_without_figures_for_the_month_leads_to_its_latest(demo: Client) -> None:
    page = demo.get("/namnder/2022-10/").content.decode()

    assert 'href="/namnder/ifon/2023-12/"' in page
    assert "senast december 2023" in page
    assert "inga siffror för oktober 2022" in page


def test_a_committee_has_a_line_of_its_months(demo: Client) -> None:
    page = demo.get("/namnder/2022-10/").content.decode()

    assert page.count('<svg class="spark"') == 1


# --- a committee ------------------------------------------------------------------------------


def test_the_committee_opens_with_the_result_and_what_is_not_booked(demo: Client) -> None:
    text = text_of(demo.get(f"{OCTOBER}/"))

    assert "plus 6 958 tkr; plus 958 tkr med ej bokförd hyra" in text
    assert "minus 6 000 tkr" in text
    assert "Ej bokfört: hyra, minus 6 000 tkr" in text


def test_the_committee_shows_the_published_net_costs(demo: Client) -> None:
    published = json.loads(
        (ROOT / "tests/fixtures/arbetslivsnamnden-2022-10.json").read_text("utf-8")
    )
    netto = next(table for table in published["tables"] if table["key"] == "netto")

    shown = table_rows(demo.get(f"{OCTOBER}/"), "netto")

    for row in netto["rows"]:
        cells = [
            int(cell.replace(" ", "").replace("−", "-").replace("+", ""))
            for cell in shown[row["label"]][:6]
            if cell and not cell.startswith("–")
        ]
        assert cells == [value for value in row["values"] if value is not None], row["label"]


def test_an_activity_in_the_table_leads_to_its_page(demo: Client) -> None:
    page = demo.get(f"{OCTOBER}/").content.decode()

    assert f'<a href="{ASSISTANCE}/">Ekonomiskt bistånd</a>' in page
    assert page.count('<svg class="bar"') == 12


def test_the_committee_says_the_forecast_in_words(demo: Client) -> None:
    text = text_of(demo.get(f"{OCTOBER}/"))

    assert "Integration minus 6 500 tkr" in text
    assert "Feriearbeten plus minus noll" in text


def test_the_committee_leads_to_its_months_and_reports(demo: Client) -> None:
    page = demo.get(f"{AUGUST}/").content.decode()

    assert 'href="/namnder/arbetslivsnamnden/2025-07/" rel="prev"' in page
    assert f'href="{AUGUST}/manadsuppfoljning/"' in page
    assert f'href="{AUGUST}/delarsrapport.xlsx"' in page
    assert "delarsrapport" not in demo.get(f"{OCTOBER}/").content.decode()


def test_a_month_without_entries_says_so_and_leads_to_the_nearest(demo: Client) -> None:
    answer = demo.get("/namnder/arbetslivsnamnden/2022-11/")

    assert answer.status_code == 200
    assert "har inga poster i huvudboken för november 2022" in text_of(answer)
    assert f'<a href="{OCTOBER}/">oktober 2022</a>' in answer.content.decode()
    assert "uppsikt import huvudbok.se" in text_of(answer)


def test_a_year_without_a_budget_says_so(demo: Client) -> None:
    text = text_of(demo.get("/namnder/arbetslivsnamnden/2021-10/"))

    assert "har ingen budget för 2021" in text
    assert "--kind budget" in text


def test_an_unknown_committee_names_the_known_ones(demo: Client) -> None:
    for address in ("/namnder/arbetslivsnamden/", "/namnder/arbetslivsnamden/2022-10/"):
        answer = demo.get(address)
        assert answer.status_code == 404
        assert "Nämnden ”arbetslivsnamden” finns inte." in text_of(answer)
        assert 'href="/namnder/arbetslivsnamnden/"' in answer.content.decode()


# --- an activity and its vouchers -------------------------------------------------------------


def test_an_activity_by_month_group_and_account(demo: Client) -> None:
    answer = demo.get(f"{ASSISTANCE}/")

    assert "Nettokostnaden till och med oktober är 49 479 tkr, 1 562 tkr högre" in text_of(answer)
    assert table_rows(answer, "manader")["Juni"][:3] == ["−6 615", "−4 792", "−6 025"]
    assert table_rows(answer, "kontogrupper")["Nettokostnad"][2] == "−49 479"
    assert "4511 Ekonomiskt bistånd, boende" in table_rows(answer, "konton")


def test_months_known_only_as_a_sum_are_not_spread(demo: Client) -> None:
    months = table_rows(demo.get(f"{AUGUST}/verksamhet/ekonomiskt-bistand/"), "manader")

    assert [row.lower() for row in months] == [
        "månad",
        "januari–maj",
        "juni",
        "juli",
        "augusti",
        "summa jan–aug",
    ]


def test_the_contingency_has_no_accounts(demo: Client) -> None:
    text = text_of(demo.get(f"{OCTOBER}/verksamhet/buffert/"))

    assert "Bufferten 2022 är 2 529 tkr. Inget av den väntas användas." in text
    assert "saknar konton och verifikationer" in text


@pytest.mark.parametrize("rest", ["", "verifikationer/"])
def test_an_unknown_activity_is_not_found(demo: Client, rest: str) -> None:
    assert demo.get(f"{OCTOBER}/verksamhet/finns-inte/{rest}").status_code == 404


def test_the_vouchers_add_up_to_the_activity_and_come_in_pages(demo: Client) -> None:
    first = demo.get(f"{ASSISTANCE}/verifikationer/")

    assert "tillsammans −49 478 975,90 kr" in text_of(first)
    assert first.content.decode().count('<th scope="row" class="date">') == 100
    assert "sida=2" in first.content.decode()
    last = demo.get(f"{ASSISTANCE}/verifikationer/?sida=3")
    assert "Sida 3 av 3" in text_of(last)
    assert "sida=4" not in last.content.decode()


def test_vouchers_of_one_account_keep_to_it(demo: Client) -> None:
    page = demo.get(f"{ASSISTANCE}/verifikationer/?konto=4510")

    assert "Verifikationer på konto 4510" in text_of(page)
    assert "3670" not in text_of(page)
    assert "konto=4510&amp;sida=2" in page.content.decode()


@pytest.mark.parametrize("query", ["sida=0", "sida=99", "sida=två", "sida=-1", "sida=1e9"])
def test_a_page_of_vouchers_that_is_not_there(demo: Client, query: str) -> None:
    assert demo.get(f"{ASSISTANCE}/verifikationer/?{query}").status_code == 404


def test_voucher_texts_are_not_for_the_public(demo: Client) -> None:
    text = text_of(demo.get(f"{ASSISTANCE}/verifikationer/"))

    assert "Texterna på verifikationerna visas inte för allmänheten" in text
    assert "Utbetalning" not in text


def test_where_only_balances_are_known_there_are_no_vouchers(demo: Client) -> None:
    address = "/namnder/arbetslivsnamnden/2021-10/verksamhet/ekonomiskt-bistand/verifikationer/"

    assert "Här finns inga verifikationsrader." in text_of(demo.get(address))


# --- reports ----------------------------------------------------------------------------------


def test_the_report_is_a_page_with_its_files(demo: Client) -> None:
    answer = demo.get(f"{AUGUST}/delarsrapport/")

    page = answer.content.decode()
    assert page.count("<h1") == 1
    assert "<h1>Delårsrapport efter augusti 2025</h1>" in page
    assert 'id="tabell-verk"' in page
    for kind in ("pdf", "docx", "xlsx", "json"):
        assert f'href="{AUGUST}/delarsrapport.{kind}"' in page
    assert f'href="{AUGUST}/manadsuppfoljning/"' in page


OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("kind", "content_type", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("docx", f"{OFFICE}.wordprocessingml.document", b"PK"),
        ("xlsx", f"{OFFICE}.spreadsheetml.sheet", b"PK"),
        ("json", "application/json; charset=utf-8", b"{"),
    ],
)
def test_a_report_as_a_file(demo: Client, kind: str, content_type: str, begins: bytes) -> None:
    answer = demo.get(f"{OCTOBER}/manadsuppfoljning.{kind}")

    assert answer.headers["Content-Type"] == content_type
    assert answer.content.startswith(begins)
    name = f'filename="arbetslivsnamnden-2022-10.{kind}"'
    assert answer.headers["Content-Disposition"].endswith(name)
    if begins == b"PK":
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_another_form_says_so_in_its_file_name(demo: Client) -> None:
    answer = demo.get(f"{AUGUST}/delarsrapport.json")

    assert "arbetslivsnamnden-2025-08-delarsrapport.json" in answer.headers["Content-Disposition"]


def test_a_file_that_has_not_changed_is_not_sent_again(demo: Client) -> None:
    address = f"{OCTOBER}/manadsuppfoljning.json"
    tag = demo.get(address).headers["ETag"]

    assert demo.get(address, headers={"if-none-match": tag}).status_code == 304
    assert demo.get(address, headers={"if-none-match": '"another"'}).status_code == 200


def test_a_page_that_has_not_changed_is_not_sent_again(demo: Client) -> None:
    answer = demo.get(f"{OCTOBER}/")

    assert answer.headers["Cache-Control"] == "no-cache"
    again = demo.get(f"{OCTOBER}/", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        f"{OCTOBER}/delarsrapport/",
        f"{OCTOBER}/delarsrapport.pdf",
        f"{OCTOBER}/nagot-annat/",
        f"{OCTOBER}/manadsuppfoljning.exe",
        "/namnder/arbetslivsnamnden/2022-11/manadsuppfoljning.pdf",
        "/namnder/arbetslivsnamnden/2022-13/",
    ],
)
def test_a_report_that_is_not_made_is_not_found(demo: Client, address: str) -> None:
    answer = demo.get(address)

    assert answer.status_code == 404
    assert "Nämnder som finns" in text_of(answer)


def test_the_interim_report_says_after_which_months_it_is_made(demo: Client) -> None:
    assert "görs efter april och augusti" in text_of(demo.get(f"{OCTOBER}/delarsrapport/"))


# --- the site ---------------------------------------------------------------------------------


@pytest.mark.any_database
def test_every_page_of_the_demo_says_that_its_ledger_is_made(demo: Client) -> None:
    for address, status, _ in ADDRESSES.values():
        answer = demo.get(address)
        if status == 200 and answer.headers["Content-Type"].startswith("text/html"):
            assert "Bokföringen är påhittad" in text_of(answer), address


def test_static_files_are_kept_by_the_fingerprint_in_their_address(demo: Client) -> None:
    page = demo.get("/sa-raknas-det/").content.decode()

    assert re.search(r'href="/static/uppsikt/report\.css\?v=[0-9a-f]{12}"', page)
    assert re.search(r'href="/static/web/web\.css\?v=[0-9a-f]{12}"', page)

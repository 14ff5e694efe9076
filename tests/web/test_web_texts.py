"""The pages where texts are written, in each of their states, for those who may and may not."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from signing_in import Answer
from test_web_pages import text_of

from uppsikt.followup.models import WrittenText
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.web import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

_MONTH = "/namnder/arbetslivsnamnden/{}"
SEPTEMBER, TEXTS = (
    f"{_MONTH.format(month)}/runda/texter/manadsuppfoljning/" for month in ("2022-09", "2022-10")
)
REPORT = f"{_MONTH.format('2022-10')}/manadsuppfoljning/"
NEW = f"{_MONTH.format('2022-10')}/runda/nytt-avsnitt/manadsuppfoljning/"
SECTION = f"{TEXTS}integration/"
FIGURES = f"{_MONTH.format('2022-10')}/runda/tal/manadsuppfoljning"
NOW = datetime(2022, 11, 7, 14, 32, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def afternoon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def somebody(name: str, role: str = "CONTROLLER", committee: str = "arbetslivsnamnden") -> Client:
    user = User.objects.create_user(f"{role}-{name}", first_name=name)
    where = "" if role == "AUDITOR" else committee
    RoleGrant.everything.create(user=user, role=role, committee=where, valid_from="2020-01-01")
    client = Client()
    client.force_login(user)
    return client


def sent(
    client: Client, address: str = SECTION, do: str = "spara", seen: int = 0, **words: str
) -> Answer:
    asked = {"rubrik": "Integration", "text": "Ord.", "plats": "analys"} | words
    return client.post(address, {**asked, "gor": do, "sedd": str(seen)})


def typed(answer: Answer) -> str:
    """What stands in the field of the text."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.content.decode(), re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_the_list_tells_what_each_section_says_as_it_is_printed(demo: Client) -> None:
    mine = somebody("Controllern")
    page = text_of(mine.get(TEXTS))
    assert "Månadsuppföljning oktober 2022 har 12 avsnitt. Inget väntar på dig." in page
    assert "Ekonomiska förutsättningar 2022" in page
    assert "Nettokostnaden för mottagning och boende är 352" in page
    assert "Skriv texter" in text_of(mine.get(REPORT))
    assert "Skriv texter" not in text_of(demo.get(REPORT))

    assert sent(mine, NEW, rubrik="Framtiden", text="Det ljusnar.").status_code == 302
    listed = text_of(mine.get(TEXTS))
    assert "Framtiden Det ljusnar. Sparad av Controllern kl. 14.32" in " ".join(listed.split())
    assert "Det ljusnar" in text_of(mine.get(REPORT))
    assert "Det ljusnar" not in text_of(demo.get(REPORT))


def test_the_section_is_written_by_todays_names_beside_how_it_reads(demo: Client) -> None:
    answer = somebody("Chefen", "MANAGER").get(SECTION)
    assert "[[Integration: utfall | utan tecken]]" in typed(answer)
    assert re.search(r'<b class="figure" data-figure="[^"]+">352', answer.content.decode())
    assert "script-src 'self'; connect-src 'self'" in answer.headers["Content-Security-Policy"]


def test_what_is_wrong_is_marked_and_what_was_typed_is_kept(demo: Client) -> None:
    mine = somebody("Controllern")
    wrong = "Det är <b>[[Integratjon: utfall]]</b>.\nOch 12 tkr."
    for do, status in (("spara", 400), ("visa", 200)):
        answer = sent(mine, do=do, text=wrong)
        page = answer.content.decode()
        assert answer.status_code == status
        assert typed(answer) == wrong
        assert '<mark class="wrong">[[Integratjon: utfall]]</mark>&lt;/b&gt;' in page
        assert '<a href="#text" data-field="text" data-start="10" data-end="33">Rad 1</a>' in page
        assert '<code data-near="[[Integration: utfall]]">' in page
        assert "Rad 2</a>: <code>12</code> En siffra står utanför [[ ]]." in unescape(page)
        assert ('aria-invalid="true"' in page) is (status == 400)
    assert not WrittenText.everything.exists()


def test_the_script_is_answered_with_how_it_reads_alone(demo: Client) -> None:
    mine = somebody("Controllern")
    words = {"rubrik": "R", "text": "[[Integration: prognosavvikelse | i ord]]", "gor": "visa"}
    page = mine.post(SECTION, words, headers={"X-Uppsikt-Part": "reading"}).content.decode()
    assert "<html" not in page
    assert "<h3>R</h3>" in page
    assert 'class="figure worse"' in page, "the direction follows the sign"


def test_the_second_to_save_sees_both_texts(demo: Client) -> None:
    mine, theirs = somebody("Controllern"), somebody("Chefen", "MANAGER")
    assert sent(theirs, text="Chefens ord.").status_code == 302
    answer = sent(mine, text="Mina ord.")
    page = text_of(answer)
    assert answer.status_code == 409
    assert typed(answer) == "Mina ord."
    assert "Chefen sparade kl. 14.32 en annan text än du öppnade." in page
    assert '<pre class="letter"><mark>Chefens</mark> ord.</pre>' in answer.content.decode()
    assert re.search(r'name="sedd" value="1"', answer.content.decode())
    assert WrittenText.everything.get().body == "Chefens ord."
    assert sent(mine, seen=1, text="Bådas ord.").status_code == 302
    after = text_of(mine.get(SECTION))
    assert "Sparad av Controllern kl. 14.32." in after
    assert "Tidigare lydelser (1)" in after
    assert "Chefens ord." in after


def test_last_months_words_wait_for_somebody(demo: Client) -> None:
    mine = somebody("Controllern")
    sent(mine, SEPTEMBER.replace("texter", "nytt-avsnitt"), rubrik="Framtiden", text="Ljust.")
    page = text_of(mine.get(TEXTS))
    assert "1 är oförändrat sedan tidigare och väntar på dig." in page
    assert "Oförändrad sedan september 2022" in page
    section = f"{TEXTS}framtiden/"
    assert "Texten är oförändrad sedan september 2022." in text_of(mine.get(section))
    answer = mine.post(TEXTS, {"gor": "stammer", "avsnitt": "framtiden", "sedd": "0"})
    assert answer.status_code == 302
    assert "Inget väntar på dig." in text_of(mine.get(TEXTS))
    answer = mine.post(TEXTS, {"gor": "stammer", "avsnitt": "framtiden", "sedd": "0"})
    assert answer.status_code == 409, "it was opened before it was confirmed"


def test_it_is_taken_out_and_back_moved_and_kept_as_a_template(demo: Client) -> None:
    mine = somebody("Controllern")
    assert sent(mine, do="ta-ut").headers["Location"] == TEXTS
    assert "Tagna ur månaden Integration" in " ".join(text_of(mine.get(TEXTS)).split())
    opened = mine.get(SECTION)
    assert "Avsnittet är taget ur månaden." in text_of(opened)
    assert sent(mine, do="mall", seen=1, text="Varje månad.").status_code == 302
    page = " ".join(text_of(mine.get(TEXTS)).split())
    assert "Mallar för kommande månader" in page
    assert "Varje månad.Från november 2022." in page
    mine.post(TEXTS, {"gor": "upp", "avsnitt": "integration"})
    moved = mine.get(TEXTS).content.decode()
    assert moved.index('id="integration"') < moved.index('id="arbetsmarknadsinsatser"')
    mine.post(TEXTS, {"gor": "ta-mallen", "avsnitt": "integration"})
    assert "Mallar för kommande" not in text_of(mine.get(TEXTS))


def test_what_is_no_longer_there_is_told_in_the_list_and_where_it_stands(demo: Client) -> None:
    """Whatever was right when it was saved: an activity that has gone from the set-up, say."""
    mine = somebody("Controllern")
    sent(mine)
    WrittenText.everything.update(body="Det är [[#finns-inte: utfall]].")
    page = text_of(mine.get(TEXTS))
    assert "Ett avsnitt binder något som inte finns." in page
    assert "Ett fel" in page
    opened = mine.get(SECTION)
    assert typed(opened) == "Det är [[#finns-inte: utfall]]."
    assert '<mark class="wrong">[[#finns-inte: utfall]]</mark>' in opened.content.decode()


def test_figures_are_looked_for_with_their_values(demo: Client) -> None:
    mine = somebody("Sekreteraren", "SECRETARY")
    page = text_of(mine.get(f"{FIGURES}/?q=integration+avvik"))
    assert "[[Integration: avvikelse mot periodbudget | i ord]]3 099" in " ".join(page.split())
    assert "Inget tal heter så." in text_of(mine.get(f"{FIGURES}/?q=zebra"))
    found = mine.get(f"{FIGURES}.json", {"q": "Integration: utfall |"}).json()
    texts = [one["text"] for one in found["figures"]]
    assert texts[0] == "[[Integration: utfall | utan tecken]]"
    assert "[[Integration: utfall | i mnkr]]" in texts
    parts = mine.get(f"{FIGURES}.json", {"q": "integration / kostnad: budget"}).json()
    assert parts["figures"][0]["text"].startswith("[[Integration / Kostnad: budget")
    assert mine.get(f"{FIGURES}.json").json()["total"] > 100


def test_a_month_that_is_not_booked_can_be_written_for(demo: Client) -> None:
    mine = somebody("Controllern")
    address = TEXTS.replace("2022-10", "2022-12")
    assert "Kommunbidraget för [[året]]" in text_of(mine.get(address))
    page = text_of(mine.get(f"{address}integration/"))
    assert "Talen visas när de finns." in page
    figures = mine.get(f"{FIGURES.replace('2022-10', '2022-12')}/?q=utfall")
    assert "Visas när månaden är bokförd" in text_of(figures)


def test_nobody_else_comes_in(demo: Client) -> None:
    addresses = (TEXTS, SECTION, NEW, f"{FIGURES}/", f"{FIGURES}.json")
    for stranger in (
        demo,
        somebody("Ledamoten", "READER"),
        somebody("Grannen", committee="ifon"),
    ):
        assert {stranger.get(address).status_code for address in addresses} == {403}
        assert sent(stranger).status_code == 403
    auditor = somebody("Revisorn", "AUDITOR")
    assert {auditor.get(one).status_code for one in addresses} == {200, 403}
    assert "<textarea" not in auditor.get(SECTION).content.decode()
    assert sent(auditor).status_code == 403
    assert auditor.post(TEXTS, {"gor": "upp", "avsnitt": "integration"}).status_code == 403
    assert not WrittenText.everything.exists()


@pytest.mark.parametrize(
    "address",
    [
        f"{TEXTS}finns-inte/",
        TEXTS.replace("manadsuppfoljning", "finns-inte"),
        TEXTS.replace("manadsuppfoljning", "delarsrapport"),
        TEXTS.replace("arbetslivsnamnden", "finns-inte"),
    ],
)
def test_what_is_not_there_is_not_found(demo: Client, address: str) -> None:
    assert somebody("Controllern").get(address).status_code in (403, 404)


def test_when_it_was_saved_is_told_by_the_clock_of_the_day(
    demo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = somebody("Controllern")
    sent(mine)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert "Sparad av Controllern den 7 november kl. 14.32" in text_of(mine.get(SECTION))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=100))
    assert "Sparad av Controllern den 7 november 2022 kl. 14.32" in text_of(mine.get(SECTION))

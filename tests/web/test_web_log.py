"""The page of the audit log, and what is recorded when something secret is shown."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.db import OperationalError
from django.test import Client

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.audit import services
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.audit.services import record_reading
from uppsikt.store import Store
from uppsikt.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = "/namnder/arbetslivsnamnden/2022-10"
ROWS = f"{OCTOBER}/verifikationer/?konto=4510"
FILE = f"{OCTOBER}/verifikationer.csv?konto=4510"


def signed_in(role: str, committee: str | None = None) -> Client:
    """A browser where somebody with the role has signed in."""
    user = User.objects.create_user(
        f"konto-{User.objects.count()}", first_name="Kim", last_name=role
    )
    RoleGrant.objects.create(
        user=user, role=role, committee=committee or "", valid_from=date(2022, 1, 1)
    )
    visitor = Client(raise_request_exception=False)
    visitor.force_login(user)
    return visitor


def words(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


class TestReadings:
    def test_texts_that_are_shown_are_recorded_once_and_never_repeated(self, demo: Client) -> None:
        visitor = signed_in("CONTROLLER", "arbetslivsnamnden")
        before = Entry.objects.count()
        page = visitor.get(ROWS + "&text=utbetalning").content.decode()
        texts = set(re.findall(r'<td class="text p2">([^<]+)</td>', page))
        assert texts
        visitor.get(FILE).getvalue()
        first, second = Entry.objects.filter(pk__gt=before)
        assert (first.verb, first.thing, first.committee, first.door) == (
            "läste", "verifikationstexter", "arbetslivsnamnden", "webbsida",
        )  # fmt: skip
        assert re.fullmatch(r"Kim CONTROLLER \(konto \d+\)", first.actor)
        assert first.detail == {
            "selection": ["Period: januari–oktober 2022", "Konto: 4510", "sökning i texterna"]
        }
        assert second.thing == first.thing
        told = " ".join(Entry.objects.values_list("detail_text", flat=True)).casefold()
        assert not [text for text in texts if text.casefold() in told]
        assert "utbetalning" not in told

    def test_what_shows_no_texts_is_not_recorded(self, demo: Client) -> None:
        before = Entry.objects.count()
        demo.get(ROWS)
        demo.get(FILE)
        other = signed_in("CONTROLLER", "ifon")
        other.get(ROWS)
        signed_in("CONTROLLER", "arbetslivsnamnden").get(f"{OCTOBER}/verifikationer/?konto=9999")
        # That somebody signed in is recorded; no reading is.
        assert not Entry.objects.filter(pk__gt=before, verb="läste").exists()

    @pytest.mark.parametrize("address", [ROWS, FILE])
    def test_what_cannot_be_recorded_is_not_shown(
        self, demo: Client, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        def busy(**_: object) -> None:
            raise OperationalError("database is locked")

        visitor = signed_in("CONTROLLER", "arbetslivsnamnden")
        monkeypatch.setattr(services, "record", busy)
        answer = visitor.get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "30"
        told = words(answer.content)
        assert "visas inte nu, för det går inte att notera i loggen" in told
        assert "Vänta en stund och försök igen." in told
        assert "4510" not in told


class TestPage:
    def test_it_is_read_by_those_who_may(self, demo: Client) -> None:
        record_reading(reader=OPERATOR, now=clock.now(), thing="mått", committee=["ifon", "skolan"])
        for role in ("ADMINISTRATOR", "AUDITOR"):
            told = words(signed_in(role).get("/logg/").content)
            assert "Läste in huvudbok" in told or "Läste: mått" in told
        assert "Loggen" in words(signed_in("AUDITOR").get("/logg/").content)
        for refused in (demo, signed_in("CONTROLLER", "ifon"), signed_in("READER")):
            assert refused.get("/logg/").status_code == 403
            assert refused.get("/logg.csv").status_code == 403
        own = signed_in("HEAD", "ifon")
        file = io.StringIO(own.get("/logg.csv").getvalue().decode("utf-8-sig"))
        rows = list(csv.DictReader(file, delimiter=";"))
        assert rows[0]["Nämnd"] == "ifon, skolan"
        assert all("ifon" in row["Nämnd"].split(", ") for row in rows)
        assert "Du ser det som rör din nämnd" in words(own.get("/logg/").content)
        others = own.get("/logg/?namnd=arbetslivsnamnden").content
        assert "Sökningen gav inga träffar." in words(others)

    def test_it_is_searched_and_paged(self, demo: Client) -> None:
        visitor = signed_in("AUDITOR")
        for number in range(60):
            record_reading(reader=OPERATOR, now=clock.now(), thing=f"Åtagande {number:02}")
        found = words(visitor.get("/logg/?med=åtagande").content)
        assert "60 poster i sökningen, de nyaste först." in found
        assert "Åtagande 59" in found
        assert "Åtagande 09" not in found
        second = words(visitor.get("/logg/?med=åtagande&sida=2").content)
        assert "Åtagande 09" in second
        assert "Sida 2 av 2" in second
        assert visitor.get("/logg/?med=åtagande&sida=3").status_code == 404
        assert visitor.get("/logg/?sida=0").status_code == 404
        narrow = words(visitor.get("/logg/?med=åtagande 07&vag=kommando&vem=DRIFTEN").content)
        assert "1 post i sökningen" in narrow
        assert "inga träffar" in words(visitor.get("/logg/?med=åtagande&vag=arbete").content)
        assert "inga träffar" in words(visitor.get("/logg/?med=åtagande&till=2000-01-01").content)
        day = f"{clock.today()}"
        assert "60 poster" in words(
            visitor.get(f"/logg/?med=åtagande&fran={day}&till={day}").content
        )

    def test_a_day_that_is_none_is_told_by_its_field(self, demo: Client) -> None:
        visitor = signed_in("AUDITOR")
        answer = visitor.get("/logg/?fran=igår&vem=%00%F6<b>")
        assert answer.status_code == 400
        page = answer.content.decode()
        assert 'aria-describedby="e-fran"' in page
        assert "till exempel 2022-10-31" in page
        assert visitor.get("/logg.csv?fran=igår").status_code == 404

    def test_who_reads_it_is_told_in_it(self, demo: Client) -> None:
        visitor = signed_in("AUDITOR")
        visitor.get("/logg/?vem=Kim")
        told = Entry.objects.last()
        assert told is not None
        assert (told.thing, told.detail) == ("loggen", {})
        assert "Kim AUDITOR" in words(visitor.get("/logg/").content)

    def test_its_link_is_for_those_who_may(self, demo: Client) -> None:
        assert 'href="/logg/"' not in demo.get("/").content.decode()
        assert 'href="/logg/"' in signed_in("ADMINISTRATOR").get("/").content.decode()


def test_no_text_of_a_voucher_is_in_the_log_of_the_demo(demo: Client, demo_store: Store) -> None:
    """All that loading the demo recorded, held against all texts of its vouchers."""
    from uppsikt.figures import Period
    from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_blocks

    query = VoucherQuery("arbetslivsnamnden", Period.parse("2022"))
    blocks = voucher_blocks(reader=OPERATOR, store=demo_store, query=query)
    texts = {row.text for block in blocks for row in block if row.text and len(row.text) > 6}
    assert texts
    entries = Entry.objects.values_list("verb", "thing", "detail_text")
    told = " ".join(" ".join(entry) for entry in entries)
    assert not [text for text in texts if text in told]

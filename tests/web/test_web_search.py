"""The search page: what the demo holds, for those who may read it, in any state."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, Thing
from uppsikt.platform.audit.models import Entry as LogEntry
from uppsikt.platform.search import registry
from uppsikt.platform.search.models import Entry
from uppsikt.platform.search.registry import kinds
from uppsikt.platform.search.rules import tokens
from uppsikt.platform.search.selectors import search
from uppsikt.platform.search.services import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def words(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def links(page: bytes) -> list[str]:
    hits = page.decode().partition('class="sheet hits"')[2].partition("</main>")[0]
    return [unescape(one) for one in re.findall(r'<li><a href="([^"]+)"', hits)]


def test_what_is_loaded_is_found_as_if_all_were_written_anew(demo: Client) -> None:
    """What the services wrote, each in its own transaction, is what a rebuild writes."""

    def everything() -> set[tuple[object, ...]]:
        fields = ("kind", "scope", "title", "text", "page", "thing", "committee", "activity")
        return set(Entry.objects.values_list(*fields))

    before = everything()
    assert {row[0] for row in before} >= {"organisation", "imports", "known"}
    rebuild(actor=COMMAND_LINE)
    assert everything() == before


@pytest.mark.parametrize("question", ["bistånd", "försörjningsstöd", "integration", "nämnd"])
def test_every_hit_leads_to_a_page(demo: Client, question: str) -> None:
    answer = demo.get(f"/sok/?q={quote(question)}")
    found = links(answer.content)
    assert found
    for address in dict.fromkeys(found):
        assert demo.get(address, follow=True).status_code == 200, address
    assert "<mark>" in answer.content.decode()


def test_every_kind_has_pages_for_its_things(demo: Client) -> None:
    """Of each kind one thing of each sort of page, read by whoever may."""
    auditor = User.objects.create_user("revisorn")
    RoleGrant.objects.create(
        user=auditor, role="AUDITOR", committee="", valid_from=date(2022, 1, 1)
    )
    visitor = Client()
    visitor.force_login(auditor)
    seen: dict[tuple[str, str], str] = {}
    for kind, page in Entry.objects.values_list("kind", "page"):
        seen.setdefault((kind, page.split()[0]), page)
    from uppsikt.followup.site_pages import address_of

    for page in seen.values():
        address = address_of(OPERATOR, tuple(page.split()))
        assert address != "/", page
        assert visitor.get(address, follow=True).status_code == 200, address


def read() -> list[LogEntry]:
    """What the log tells of counterparts that were shown."""
    told = LogEntry.objects.filter(verb="läste", thing="kända posters motpart och referens")
    return list(told)


def test_secret_parts_are_found_by_those_alone_who_may(demo: Client) -> None:
    secret = Entry.objects.filter(thing=Thing.VOUCHER_TEXTS.name).first()
    if secret is None:  # the demo may have none
        secret = Entry.objects.create(
            kind="known", scope="ifon", title="k-1: motpart och referens", text="Motpartsbolaget",
            page="committee_latest ifon", thing=Thing.VOUCHER_TEXTS.name, committee="ifon",
            words=tokens("k-1: motpart och referens", "Motpartsbolaget"),
        )  # fmt: skip
    asked = f"/sok/?q={quote(secret.text)}"
    controller = User.objects.create_user("controllern")
    RoleGrant.objects.create(
        user=controller, role="CONTROLLER", committee=secret.committee, valid_from=date(2022, 1, 1)
    )
    visitor = Client()
    visitor.force_login(controller)
    assert read() == []
    assert secret.title in words(visitor.get(asked).content)
    (entry,) = read()
    assert (entry.committee, entry.door) == (secret.committee, "webbsida")
    assert secret.text not in f"{entry.thing} {entry.detail_text}"
    visitor.get("/sok/?q=nämnd")
    assert len(read()) == 1, "nothing secret was shown"
    told = words(demo.get(asked).content)
    assert secret.title not in told
    assert "Inga träffar på" in told


def test_the_states_of_the_page(demo: Client) -> None:
    assert "Skriv ett eller flera ord." in words(demo.get("/sok/").content)
    assert "Skriv ett eller flera ord." in words(demo.get("/sok/?q=%20").content)
    none = demo.get("/sok/?q=finnsinte")
    assert none.status_code == 200
    assert "Pröva färre eller kortare ord." in words(none.content)
    odd = demo.get("/sok/?q=%22%3Cb%3E%27%00*")
    assert odd.status_code == 200
    assert "<b>'" not in odd.content.decode()
    Entry.objects.all().delete()
    assert "uppsikt search --rebuild" in words(demo.get("/sok/?q=finnsinte").content)


def test_all_hits_of_a_kind_are_paged(demo: Client) -> None:
    rows = [
        Entry(kind="comments", scope="x", title=f"träff {n:02}", text="", page="start",
              thing=Thing.REPORTS.name, committee="ifon", words=tokens(f"träff {n:02}", ""))
        for n in range(25)
    ]  # fmt: skip
    Entry.objects.bulk_create(rows)
    first = demo.get("/sok/?q=tr%C3%A4ff")
    assert "25 träffar på träff" in words(first.content)
    assert "Visa alla 25" in words(first.content)
    assert len(links(first.content)) == 5
    of_kind = demo.get("/sok/?q=tr%C3%A4ff&slag=comments&sida=2")
    assert len(links(of_kind.content)) == 5
    assert "Sida 2 av 2" in words(of_kind.content)
    assert demo.get("/sok/?q=tr%C3%A4ff&slag=comments&sida=3").status_code == 404
    assert demo.get("/sok/?q=tr%C3%A4ff&sida=0").status_code == 404
    assert "Inga träffar på" in words(demo.get("/sok/?q=tr%C3%A4ff&slag=annat").content)


def test_the_field_is_on_every_page(demo: Client) -> None:
    assert 'action="/sok/"' in demo.get("/").content.decode()
    assert 'value="hyra &amp; lokal"' in demo.get("/sok/?q=hyra+%26+lokal").content.decode()


def test_every_kind_has_a_swedish_name(demo: Client) -> None:
    assert {one.key for one in kinds()} == {
        "organisation", "imports", "known", "decisions", "measures", "reports", "comments",
    }  # fmt: skip
    assert registry.kind_named("known").name == "Kända poster"
    assert search(reader=OPERATOR, question="arbetslivsnämnden").total > 0

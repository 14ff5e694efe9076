"""Every page has an address of the API that shows the same, or a reason why it has none."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from api_addresses import API_ADDRESSES
from uppsikt.web.addresses import addresses
from uppsikt.web.rights_table import RIGHTS

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

DOCS = (Path(__file__).parents[2] / "docs/granssnitt.md").read_text(encoding="utf-8")

SHOWN_BY = {
    "start": "overview",
    "overview": "overview",
    "committees": "committees",
    "internal": "internal",
    "last_year": "last_year",
    "committee_latest": "committee",
    "periods": "periods",
    "oversight": "oversight",
    "round_dates": "rounds",
    "round": "round",
    "round_activity": "round",
    "my_round": "my_round",
    "my_forecast": "my_forecast",
    "accumulated": "accumulated",
    "forecasts": "forecasts",
    "forecasts_file": "forecasts",
    "committee": "month",
    "activity": "activity",
    "vouchers": "rows",
    "rows": "rows",
    "rows_file": "rows",
    "known": "known_items",
    "known_file": "known_items",
    "accruals": "accruals",
    "new_tree": "new_activities",
    "report": "report",
    "cell": "cell",
    "history": "history",
    "history_file": "history",
    "texts": "texts",
    "text": "texts",
    "bindable": "bindable",
    "bindable_json": "bindable",
    "given_report": "version",
    "given_table": "given_table",
    "given_table_file": "given_table",
    "given_cell": "given_cell",
    "gate": "gate",
    "templates": "templates",
    "looks": "looks",
    "look": "look",
    "search": "search",
    "jobs": "jobs",
    "job": "job",
    "log": "log",
    "log_file": "log",
    "users": "users",
    "user": "user",
    "mail": "messages",
    "message": "message",
    "file": "file_content",
    "reviews": "reviews",
    "review": "review",
    "review_result": "review",
    "api": "openapi",
}
"""Each page with the address of the API that shows the same."""

_FILE = "a file: the answers say where it is, and everybody may fetch it"
_ACCOUNT = "about the own account, signing in and keys: done by a person at a browser"
_CHANGES = "changes something: the API is only read"
_OTHER = "about the running of the site, not the follow-up"
WITHOUT = {
    **dict.fromkeys(
        ("report_file", "given_file", "template", "look_style", "look_logo", "look_letters",
         "look_picture", "look_trial"),
        _FILE,
    ),
    **dict.fromkeys(
        ("account", "account_login", "account_logout", "sign_out_everywhere", "sign_in_as_demo",
         "account_reauthenticate", "mfa_reauthenticate", "mfa_authenticate", "mfa_index",
         "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
         "mfa_generate_recovery_codes", "openid_connect_login", "openid_connect_callback",
         "account_change_password", "account_password_changed", "account_reset_password",
         "account_reset_password_done", "account_reset_password_from_key",
         "account_reset_password_from_key_done", "tokens", "new_token"),
        _ACCOUNT,
    ),
    **dict.fromkeys(
        ("give_out", "new_text", "new_user", "new_role",
         "end_role", "user_act", "cancel_job", "retry_job",
         "read_in", "read_previewed", "end_token", "end_users_token"),
        _CHANGES,
    ),
    **dict.fromkeys(
        ("review_document", "health"),
        _OTHER,
    ),
    **dict.fromkeys(("given_feed", "site_map", "robots"), "read by programs as it is"),
    "accessibility": "words that are the same for everybody, and no figure",
    "method": "words that are the same for everybody, and no figure",
}  # fmt: skip
"""The pages that no address of the API shows, each with the reason."""
MORE = {
    "suggestions",
    "months",
    "reports",
    "versions",
    "me",
    "search_kind",
    "imports",
    "import",
    "import_file",
    "files",
    "file",
}
"""Lists that the API has for programs to find their way by; pages have links instead."""


def test_every_page_is_shown_or_has_a_reason() -> None:
    pages = {name for name, _ in addresses() if not name.startswith("api:")}
    assert pages == {*SHOWN_BY, *WITHOUT}
    assert not set(SHOWN_BY) & set(WITHOUT)
    assert {*SHOWN_BY.values(), *MORE} == set(API_ADDRESSES)


@pytest.mark.parametrize(("page", "name"), SHOWN_BY.items())
def test_the_api_asks_what_its_page_asks(page: str, name: str) -> None:
    """And hides what the page or its file hides."""
    asked, ours = RIGHTS[page], RIGHTS[f"api:{name}"]
    if asked.opens is not None:
        assert (ours.opens, ours.verb) == (asked.opens, asked.verb)
    assert set(asked.hides) <= set(ours.hides)


@pytest.mark.parametrize("name", API_ADDRESSES)
def test_an_address_is_described(name: str) -> None:
    route = dict(addresses())[f"api:{name}"].replace("<int:", "<").replace("<", "{")
    assert f"`/{route.replace('>', '}')}`" in DOCS


def test_the_page_lists_every_address_with_what_may_follow_it(api: Client) -> None:
    page = unescape(api.get("/api/").content.decode()).replace("<wbr>", "")
    told = api.get("/api/v1/openapi.json").json()
    for path, one in told["paths"].items():
        assert f"<code>{path}</code>" in page
        assert f"<dd>{one['get']['summary']}." in page
    assert "last_year</code> Förra året" in page
    assert ": published, restated (annars published)" in page
    assert "<code>least</code> Minsta belopp i öre" in page
    assert f"{settings.API_LIMIT} förfrågningar i minuten med en nyckel" in page
    assert "curl -H 'Authorization: Bearer NYCKEL' http://testserver/api/v1/committees" in page
    opened = re.findall(r'href="(/api/v1/[^"]+)"', page)
    assert "/api/v1/committees" in opened
    assert "/api/v1/users" not in opened
    assert [api.get(one).status_code for one in opened] == [200] * len(opened)

"""The pages of an installation where nothing has been loaded."""

import pytest
from django.test import Client
from test_web_pages import text_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_without_committees_the_start_page_says_what_it_will_hold_and_what_fills_it() -> None:
    text = text_of(Client().get("/"))

    assert "Här kommer nämnderna att stå" in text
    assert "uppsikt setup namnden.toml" in text


def test_a_site_that_is_not_the_demo_says_nothing_of_it() -> None:
    assert "påhittad" not in text_of(Client().get("/sa-raknas-det/"))

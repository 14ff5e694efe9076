"""The settings for the database: SQLite never loses a commit, wherever its file lies."""

import pytest

from uppsikt.figures import UppsiktError
from uppsikt.web import settings
from uppsikt.web.setting_values import megabytes


@pytest.mark.parametrize("address", ["", "sqlite:////srv/uppsikt/x.db"])
def test_sqlite_is_told_to_keep_every_commit(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    database = settings._database()
    assert str(database["NAME"]).endswith("/x.db" if address else "/uppsikt.db")
    options = database["OPTIONS"]
    assert "journal_mode=WAL; PRAGMA synchronous=FULL" in options["init_command"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


def test_postgresql_is_given_no_options_of_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://uppsikt@localhost/uppsikt")
    assert "OPTIONS" not in settings._database()


@pytest.mark.parametrize("address", ["foo://hemlig@x", "x", "postgres://a:hemlig@h:port/d"])
def test_an_unreadable_address_names_the_setting(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(UppsiktError) as caught:
        settings._database()
    assert "DATABASE_URL" in caught.value.where
    assert "hemlig" not in str(caught.value)


def test_a_limit_is_whole_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPPSIKT_FILE_LIMIT", "7")
    assert megabytes("UPPSIKT_FILE_LIMIT", default=50) == 7_000_000
    monkeypatch.setenv("UPPSIKT_FILE_LIMIT", "")
    assert megabytes("UPPSIKT_FILE_LIMIT", default=50) == 50_000_000


@pytest.mark.parametrize("text", ["0", "-1", "1,5", "50 MB", "10001", "²"])
def test_a_limit_that_is_none_names_the_setting(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPPSIKT_FILE_LIMIT", text)
    with pytest.raises(UppsiktError, match=r"UPPSIKT_FILE_LIMIT.*till exempel 50"):
        megabytes("UPPSIKT_FILE_LIMIT", default=50)

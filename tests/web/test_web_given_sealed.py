"""A report given out is under one fingerprint, and a correction has a reason that all can read."""

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from test_web_given import OCTOBER, VERSION, WHEN, corrected, give, read
from test_web_pages import text_of

from uppsikt.followup.given import checking
from uppsikt.followup.given.checking import check_given, fingerprints, seals_hold
from uppsikt.followup.given.giving import LONGEST_REASON, NoReason, give_out
from uppsikt.followup.given.reports import sealed
from uppsikt.followup.given.seal import Sealed, grouped, seal_of, shortened
from uppsikt.followup.models import GivenReport
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.health.rules import State
from uppsikt.platform.stores import current_store
from uppsikt.sources.models import Import

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG = "arbetslivsnamnden"
REASON = "Nämnden den 22 november 2022, § 112: en faktura bokad två gånger"
API = f"/api/v1/committees/{SLUG}/2022-10/reports/monthly/versions"


@pytest.fixture
def given(demo: Client) -> Iterator[Client]:
    """A visitor after October's report has been given out; all is undone after the test."""
    point = transaction.savepoint()
    give()
    yield demo
    transaction.savepoint_rollback(point)


def found() -> list[tuple[str, ...]]:
    """What is wrong with each version."""
    return [one.faults for one in check_given(reader=OPERATOR, store=current_store())]


def test_the_page_and_the_api_show_the_seal_and_what_it_is_over(given: Client) -> None:
    row = GivenReport.everything.get()
    assert row.seal == seal_of(sealed(row))
    page = text_of(given.get(f"{VERSION}/"))
    assert f"Fingeravtryck {shortened(row.seal)}" in page
    assert grouped(row.seal) in page
    every = {*row.files.values(), row.article, row.figures, row.facts, row.content}
    assert all(one in page for one in every)
    ledgers = Import.everything.filter(parts__committee=SLUG, first_month__gte=202001)
    known = {(one.pk, one.fingerprint) for one in ledgers if one.first_month < 202300}
    assert {(one[0], one[1]) for one in row.imports} == known
    told = json.loads(given.get(f"{API}/1").content)
    assert (told["seal"], told["reason"]) == (row.seal, "")
    assert {(one["number"], one["fingerprint"]) for one in told["imports"]} == known
    row.seal = ""
    row.save()
    assert "innan fingeravtryck sparades" in text_of(given.get(f"{VERSION}/"))
    assert found() == [()]


def test_an_outsider_works_the_seal_out_from_what_the_api_tells(given: Client) -> None:
    told = json.loads(Client().get(f"{API}/1").content)
    assert sha256(told["sealed"].encode()).hexdigest() == told["seal"]
    under = json.loads(told["sealed"])
    for kind, file in told["files"].items():
        content = Client().get(file["address"]).content
        assert sha256(content).hexdigest() == under["files"][kind]
    row = GivenReport.everything.get()
    assert (under["facts"], under["program"], under["known_at"]) == (
        row.facts, row.program, row.known_at,
    )  # fmt: skip
    page = Client().get(f"{VERSION}/").content.decode()
    assert f'href="{API}/1"' in page


def test_a_changed_byte_of_any_file_and_a_changed_row_are_found(given: Client) -> None:
    row, store = GivenReport.everything.get(), current_store()
    assert (found(), seals_hold(WHEN)) == ([()], (State.WELL, "1, alla hela"))
    for fingerprint in fingerprints(row):
        path = store.root / f"{fingerprint}.original"
        content = path.read_bytes()
        path.chmod(0o600)
        try:
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
            (faults,) = found()
            assert len(faults) == 1
            assert faults[0].endswith("är ändrad")
            path.unlink()
            assert [one.endswith("saknas") for one in found()[0]] == [True]
            is_ours = fingerprint in {*row.files.values(), row.article, row.figures}
            assert seals_hold(WHEN)[0] is (State.WARNING if is_ours else State.WELL)
        finally:
            path.write_bytes(content)
    assert found() == [()]
    changed = {
        "title": "Annan", "actor": "Annan", "reason": "Annat", "content": "0" * 64,
        "figures": row.article, "known_at": 0, "files": {**row.files, "pdf": row.files["json"]},
        "imports": row.imports[1:],
    }  # fmt: skip
    for name, value in changed.items():
        GivenReport.everything.update(**{name: value})
        assert any("fingeravtrycket stämmer inte" in one for one in found()[0]), name
        assert seals_hold(WHEN)[0] is State.WARNING
        GivenReport.everything.update(**{name: getattr(row, name)})
    GivenReport.everything.update(released_at=None)  # what is done later is not under it
    assert found() == [()]
    GivenReport.everything.update(article="../../etc/passwd")
    assert any("inget fingeravtryck" in one for one in found()[0]), "the check goes on"


def test_seals_are_worked_out_anew_for_health_when_a_row_has_changed_alone(
    given: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[int] = []

    def counted(sealed: Sealed) -> str:
        worked_out.append(sealed.version)
        return seal_of(sealed)

    monkeypatch.setattr(checking, "seal_of", counted)
    assert seals_hold(WHEN) == seals_hold(WHEN) == (State.WELL, "1, alla hela")
    assert worked_out == [1]
    GivenReport.everything.update(title="Annan")
    assert seals_hold(WHEN)[0] is State.WARNING
    assert worked_out == [1, 1]


def test_a_seal_that_is_taken_away_is_found_where_others_have_theirs(given: Client) -> None:
    row = GivenReport.everything.get()
    row.pk, row.version, row.seal = None, 2, ""
    row.save()
    assert found() == [(), ("fingeravtrycket är borttaget",)]
    GivenReport.everything.filter(version=2).update(given_at=row.given_at - timedelta(days=1))
    assert found() == [(), ()], "one from before there were seals has none"


def test_a_correction_needs_a_reason_that_stands_beside_its_version(
    given: Client, tmp_path: Path
) -> None:
    where = {"actor": COMMAND_LINE, "store": current_store(), "committee": SLUG, "period": OCTOBER}
    assert not give_out(now=WHEN, **where).is_new  # type: ignore[arg-type]
    before = {kind: given.get(f"{VERSION}.{kind}").content for kind in ("pdf", "json")}
    read(corrected(tmp_path))
    for reason in ("", "  ", "x" * (LONGEST_REASON + 1)):
        with pytest.raises(NoReason):
            give_out(now=WHEN, reason=reason, **where)  # type: ignore[arg-type]
    assert GivenReport.everything.count() == 1

    second = give_out(now=WHEN.replace(day=14), reason=f" {REASON}\n", **where)  # type: ignore[arg-type]

    assert (second.given.version, second.given.reason) == (2, REASON)
    for page in (f"{VERSION}/", VERSION.replace("version/1", "version/2/")):
        assert f"Version 2, 14 november 2022, rättad: {REASON}" in text_of(given.get(page))
    assert f"Rättad: {REASON}" in given.get("/flode.xml").content.decode()
    told = json.loads(given.get(API).content)["items"]
    assert [one["reason"] for one in told] == ["", REASON]
    assert {kind: given.get(f"{VERSION}.{kind}").content for kind in before} == before
    assert found() == [(), ()]

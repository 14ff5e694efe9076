"""The gate: what is compiled, reviewed, fixed and public, and what stops it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import TypedDict

import docx
import openpyxl
import pytest
from django.conf import settings

from people import controller, one
from uppsikt.documents import render_html
from uppsikt.documents.formats import FORMATS
from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.given.reports import Given, given_file, given_reports
from uppsikt.followup.models import GivenReport
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.planning.selectors import forecast_history
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, Actor, NotAllowed, Reader, Role
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.running import Worker
from uppsikt.reading import read
from uppsikt.review.safely import Shown
from uppsikt.rounds import gate, gate_jobs, services
from uppsikt.rounds.gate_rules import ObstacleKind
from uppsikt.rounds.gate_selectors import Gate, gate_of
from uppsikt.rounds.models import Step
from uppsikt.rounds.rules import Dates, RoundFault, RoundState, StepKind
from uppsikt.rounds.selectors import reporting_lines
from uppsikt.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SLUG, HELP = "arbetslivsnamnden", "ekonomiskt-bistand"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))


class There(TypedDict):
    """When and in which round."""

    now: datetime
    committee: str
    month: Period


WISH = Wish(OCTOBER, "monthly", "Ekonomiskt bistånd", "Prognos 2022", "", "Fler hushåll")
THERE: There = {"now": NOW, "committee": SLUG, "month": OCTOBER}


@pytest.fixture
def store(demo_store: Store) -> Store:
    services.set_dates(actor=controller(SLUG), now=NOW, committee=SLUG, rounds=[DATES])
    return demo_store


@pytest.fixture
def who() -> Actor:
    """A controller who is there, so that the worker can act with their rights."""
    user = User.objects.create_user("controllern")
    RoleGrant.objects.create(
        user=user, role="CONTROLLER", committee=SLUG, valid_from=date(2022, 1, 1)
    )
    found = reader_of_user(user, on=NOW.date())
    return Actor(found.name, found.grants, found.user)


def said(*messages: str) -> Shown:
    """A review that found one contradiction for each message."""
    findings = [
        {
            "message": one,
            "name": "Summor",
            "severity": "contradiction",
            "group": number,
            "diagnosis": "",
            "places": [{"page": number, "line": 3, "text": f"rad {one}"}],
        }
        for number, one in enumerate(messages, 1)
    ]
    verdict = {"text": f"{len(messages) or 'Inga'} motsägelser", "contradictions": len(messages)}
    return Shown(json.dumps({"verdict": verdict, "findings": findings}).encode(), b"")


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the review say this, and nothing at first."""

    def says(*messages: str) -> None:
        monkeypatch.setattr(gate_jobs, "both", lambda _: said(*messages))

    says()
    return says


def work() -> None:
    worker = Worker("prov", settings.DATA_FOLDER, lambda: NOW, lambda _: nullcontext())
    while worker.run_next():
        pass


def seen(store: Store, reader: Reader) -> Gate:
    return gate_of(reader=reader, store=store, **THERE)


def excuse_all(who: Actor) -> None:
    for line in reporting_lines(reader=who, committee=SLUG, month=OCTOBER):
        services.excuse(actor=who, activity=line.key, reason="Samma som i september", **THERE)


def compiled(store: Store, who: Actor) -> Gate:
    gate.compile_report(actor=who, store=store, **THERE)
    work()
    return seen(store, who)


def fixed(store: Store, who: Actor) -> Given:
    gate.ask_fix(actor=who, store=store, **THERE)
    work()
    assert Job.everything.last().state == "done"  # type: ignore[union-attr]
    return given_reports(reader=who, committee=SLUG, month=OCTOBER, form="monthly")[-1]


def test_the_whole_way(store: Store, who: Actor, finds: Callable[..., None]) -> None:
    before = GivenReport.everything.count()
    excuse_all(who)
    found = compiled(store, who)
    assert (found.round.state, found.obstacles) == (RoundState.REVIEWED, ())
    given = fixed(store, who)
    assert GivenReport.everything.count() == before + 1
    assert not given.is_public
    public = given_reports(reader=PUBLIC, committee=SLUG, month=OCTOBER, form="monthly")
    assert given not in public
    gate.publish(actor=who, **THERE)
    assert seen(store, who).round.state is RoundState.PUBLIC
    last = given_reports(reader=PUBLIC, committee=SLUG, month=OCTOBER, form="monthly")[-1]
    assert last.version == given.version
    assert given_file(reader=PUBLIC, store=store, given=last, kind="pdf").startswith(b"%PDF-")


def test_each_obstacle_is_told_and_stops(
    store: Store, who: Actor, finds: Callable[..., None]
) -> None:
    finds("Ett är två.", "Tre är fyra.")
    assert ObstacleKind.NOT_COMPILED in {one.kind for one in seen(store, who).obstacles}
    with pytest.raises(RoundFault, match="kan inte fastställas") as told:
        gate.ask_fix(actor=who, store=store, **THERE)
    assert "Rapporten är inte sammanställd." in told.value.values
    assert "Ekonomiskt bistånd har inte lämnat någon prognos." in told.value.values
    excuse_all(who)
    first, second = compiled(store, who).obstacles
    assert (first.kind, second.kind) == (ObstacleKind.CONTRADICTION,) * 2
    gate.accept(actor=who, key=first.about, reason="Avrundat enligt beslut", **THERE)
    assert seen(store, who).obstacles == (second,)
    with pytest.raises(RoundFault):
        gate.ask_fix(actor=who, store=store, **THERE)
    gate.accept(actor=who, key=second.about, reason="Samma", **THERE)
    assert seen(store, who).obstacles == ()
    gate.take_back(actor=who, key=second.about, **THERE)
    assert seen(store, who).obstacles == (second,)
    finds("Ett är två.")
    assert compiled(store, who).obstacles == ()


def test_what_changed_since_the_review_is_reviewed_again(
    store: Store, who: Actor, finds: Callable[..., None]
) -> None:
    excuse_all(who)
    assert compiled(store, who).obstacles == ()
    comment(actor=who, now=NOW, store=store, committee=SLUG, wish=WISH)
    (only,) = seen(store, who).obstacles
    assert only.kind is ObstacleKind.CHANGED
    assert compiled(store, who).obstacles == ()
    services.adjust(actor=who, activity=HELP, net=-6_050_000_000, reason="Beslut", **THERE)
    (only,) = seen(store, who).obstacles
    assert only.kind is ObstacleKind.NOT_COMPILED


def test_what_changes_between_asking_and_fixing_stops_it(
    store: Store, who: Actor, finds: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    excuse_all(who)
    compiled(store, who)
    before = GivenReport.everything.count()

    def changed_first(**asked: object) -> object:
        within = asked["within"]

        def meanwhile(report: object, version: int) -> None:
            comment(actor=who, now=NOW, store=store, committee=SLUG, wish=WISH)
            within(report, version)  # type: ignore[operator]

        return give_out(**{**asked, "within": meanwhile})  # type: ignore[arg-type]

    monkeypatch.setattr(gate, "give_out", changed_first)
    with pytest.raises(RoundFault):
        gate.fix(actor=who, store=store, **THERE)
    assert GivenReport.everything.count() == before
    assert not Step.everything.filter(kind=StepKind.FIXED).exists()


def test_a_new_version_names_its_reason(
    store: Store, who: Actor, finds: Callable[..., None]
) -> None:
    excuse_all(who)
    compiled(store, who)
    first = fixed(store, who)
    with pytest.raises(RoundFault, match="fastställd"):
        gate.compile_report(actor=who, store=store, **THERE)
    with pytest.raises(RoundFault, match="kräver ett skäl"):
        gate.reopen(actor=who, reason=" ", **THERE)
    gate.publish(actor=who, **THERE)
    with pytest.raises(RoundFault, match="kan inte göras offentlig"):
        gate.publish(actor=who, **THERE)
    gate.reopen(actor=who, reason="ALN 2022-11-22 § 88", **THERE)
    services.adjust(actor=who, activity=HELP, net=-6_050_000_000, reason="Beslut", **THERE)
    compiled(store, who)
    second = fixed(store, who)
    assert (second.version, second.reason) == (first.version + 1, "ALN 2022-11-22 § 88")
    assert seen(store, who).version == second.version
    assert not second.is_public


@pytest.mark.parametrize(
    "act",
    [
        lambda who, store: gate.compile_report(actor=who, store=store, **THERE),
        lambda who, store: gate.accept(actor=who, key="x", reason="x", **THERE),
        lambda who, store: gate.take_back(actor=who, key="x", **THERE),
        lambda who, store: gate.ask_fix(actor=who, store=store, **THERE),
        lambda who, store: gate.fix(actor=who, store=store, **THERE),
        lambda who, store: gate.publish(actor=who, **THERE),
        lambda who, store: gate.reopen(actor=who, reason="x", **THERE),
    ],
)  # fmt: skip
def test_whoever_has_no_right_takes_no_step(
    store: Store, act: Callable[[Actor, Store], object]
) -> None:
    outside = [
        Actor("allmänheten"),
        one(Role.READER, SLUG),
        one(Role.MANAGER, SLUG, HELP),
        one(Role.SECRETARY, SLUG),
        one(Role.AUDITOR),
        one(Role.ADMINISTRATOR),
        controller("ifon"),
    ]
    for who in outside:
        with pytest.raises(NotAllowed):
            act(who, store)
    assert not Step.everything.exists()


def test_the_real_review_reads_the_real_file(store: Store, who: Actor) -> None:
    excuse_all(who)
    found = compiled(store, who)
    assert found.reviewed is not None
    assert found.reviewed.found.verdict.startswith("Inga motsägelser")
    assert found.obstacles == ()
    assert not list((settings.DATA_FOLDER.root / "reviews").glob("*"))


def files_of(report: Report) -> dict[str, bytes]:
    return {kind: form.content(report.document) for kind, form in FORMATS.items()}


def test_reasons_are_printed_in_every_format_and_the_file_is_what_a_command_writes(
    store: Store, who: Actor, finds: Callable[..., None]
) -> None:
    plain = partial(build_report, store=store, committee=SLUG, period=OCTOBER)
    before, published = plain(reader=OPERATOR), plain(reader=PUBLIC)
    assert "Rapportens historia" not in render_html(before.document)
    finds("Ett är två")
    excuse_all(who)
    (open_one,) = compiled(store, who).obstacles
    gate.accept(actor=who, key=open_one.about, reason="Avrundat enligt § 7", **THERE)
    given = fixed(store, who)
    kept = {
        kind: given_file(reader=who, store=store, given=given, kind=kind) for kind in given.files
    }
    assert kept == files_of(plain(reader=OPERATOR))
    why = "Varför det ändå stämmer (controller): Avrundat enligt § 7."
    assert f"<li>Motsägelse 1: Ett är två. {why}</li>" in kept["html"].decode()
    assert json.loads(kept["json"])["history"][1] == f"Motsägelse 1: Ett är två. {why}"
    book = openpyxl.load_workbook(BytesIO(kept["xlsx"]))
    assert any(why in str(cell.value) for (cell,) in book["Innehåll"].iter_rows(max_col=1))
    word = docx.Document(BytesIO(kept["docx"]))
    assert any(why in one.text for one in word.paragraphs)
    paper = settings.DATA_FOLDER.root / "prov.pdf"
    paper.write_bytes(kept["pdf"])
    assert why in " ".join(one.text.strip() for one in read(paper).lines)
    assert plain(reader=PUBLIC).content == published.content
    gate.publish(actor=who, **THERE)
    assert files_of(plain(reader=PUBLIC)) == kept
    assert seen(store, who).obstacles == ()


def test_what_is_done_after_is_no_part_of_what_was_public(
    store: Store, who: Actor, finds: Callable[..., None]
) -> None:
    excuse_all(who)
    compiled(store, who)
    fixed(store, who)
    gate.publish(actor=who, **THERE)
    plain = partial(build_report, store=store, committee=SLUG, period=OCTOBER)
    public = plain(reader=PUBLIC).content
    gate.reopen(actor=who, reason="ALN 2022-11-22 § 88", **THERE)
    assert plain(reader=PUBLIC).content == public
    assert "Version 2 är en ändring av version 1." in render_html(plain(reader=who).document)


def test_what_was_opened_again_before_it_was_public_never_is(
    store: Store, who: Actor, finds: Callable[..., None]
) -> None:
    excuse_all(who)
    services.adjust(actor=who, activity=HELP, net=-6_150_000_000, reason="Skrevs fel", **THERE)
    compiled(store, who)
    first = fixed(store, who)
    gate.reopen(actor=who, reason="Ett belopp var fel", **THERE)
    services.adjust(actor=who, activity=HELP, net=-6_050_000_000, reason="Beslut", **THERE)
    compiled(store, who)
    second = fixed(store, who)
    gate.publish(actor=who, **THERE)
    public = given_reports(reader=PUBLIC, committee=SLUG, month=OCTOBER, form="monthly")
    assert {one.version for one in public} & {first.version, second.version} == {second.version}
    kept = given_reports(reader=who, committee=SLUG, month=OCTOBER, form="monthly")
    assert first.version in {one.version for one in kept}
    nets = {one.net for one in forecast_history(reader=PUBLIC, committee=SLUG, year=OCTOBER.year)}
    assert -6_050_000_000 in nets
    assert -6_150_000_000 not in nets
    html = given_file(reader=PUBLIC, store=store, given=public[-1], kind="html").decode()
    assert f"ersätter version {first.version}, som aldrig blev offentlig. Skäl" in html

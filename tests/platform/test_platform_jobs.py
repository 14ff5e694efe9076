"""Jobs: asked for, done exactly once, cancelled, tried again, and told whatever becomes of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, transaction

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    Actor,
    Door,
    Grant,
    NotAllowed,
    Reader,
    Role,
    Thing,
)
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.audit.services import record, record_reading
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder, FolderBusy
from uppsikt.platform.jobs import effects, kinds, services
from uppsikt.platform.jobs.breaking import TakenOver
from uppsikt.platform.jobs.kinds import Arguments, JobKind, Result, Run
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.pulse import Pulse
from uppsikt.platform.jobs.rules import BUSY_LONGEST, LONGEST_SILENCE, State
from uppsikt.platform.jobs.running import Worker
from uppsikt.platform.jobs.selectors import JobView, UnknownJob, job, jobs
from uppsikt.platform.jobs.services import JobEnded
from uppsikt.platform.jobs.workers import is_gone, signed_on
from uppsikt.platform.logs import Lines

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2022, 11, 8, 9, 0, tzinfo=STOCKHOLM)


@dataclass
class Bench:
    """A worker whose clock is set by hand, and a kind of job that does what the test says."""

    folder: DataFolder
    does: Callable[[Run], Result] = lambda run: {"text": "gjort"}
    now: datetime = NOW
    away: list[Arguments] = field(default_factory=list)
    pulses: list[Pulse] = field(default_factory=list)

    def worker(self, name: str = "den ena") -> Worker:
        return Worker(name, self.folder, lambda: self.now, self._by_hand)

    def _by_hand(self, pulse: Pulse) -> nullcontext[None]:
        self.pulses.append(pulse)
        return nullcontext()

    def ask(self, key: str = "", title: str = "Prov") -> int:
        return services.ask(
            actor=COMMAND_LINE,
            now=self.now,
            kind="prov",
            title=title,
            arguments={"n": 1},
            key=key,
        ).number

    def do(self, run: Run) -> Result:
        return self.does(run)

    def run(self, name: str = "den ena") -> bool:
        return self.worker(name).run_next()

    def see(self, number: int) -> JobView:
        return job(reader=OPERATOR, number=number)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))
    bench = Bench(DataFolder(tmp_path))
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register_job(
        JobKind(
            "prov",
            "prov",
            Thing.IMPORTS,
            run=bench.do,
            put_away=lambda arguments, now: bench.away.append(arguments),
        )
    )
    return bench


@contextmanager
def changing(run: Run, what: str = "gjorde något") -> Iterator[None]:
    """As every service does: one transaction, and its audit entry last."""
    with transaction.atomic():
        yield
        record(actor=run.actor, now=run.now, verb=what, thing="prov")


def asked_to_cancel(number: int) -> None:
    """As another process does it: what is recorded there is nothing that the job does."""
    with making_done_by_nobody():
        assert not services.cancel(actor=COMMAND_LINE, now=NOW, number=number)


@contextmanager
def making_done_by_nobody() -> Iterator[None]:
    token = effects._running.set(None)
    yield
    effects._running.reset(token)


def done_entries() -> int:
    return Entry.objects.filter(verb="gjorde något").count()


def test_a_job_is_there_if_and_only_if_what_asked_for_it_is_committed(bench: Bench) -> None:
    with transaction.atomic():
        bench.ask()
        transaction.set_rollback(True)
    assert (jobs(reader=OPERATOR), Entry.objects.count()) == ((), 0)
    with transaction.atomic():
        number = bench.ask()
    assert [one.number for one in jobs(reader=OPERATOR)] == [number]
    entry = Entry.objects.get()
    assert (entry.verb, entry.thing) == ("beställde arbete", f"arbete {number}")


def test_the_oldest_is_done_first_and_tells_its_result(bench: Bench) -> None:
    first, second = bench.ask(title="Den första"), bench.ask()
    asked: list[Run] = []

    def does(run: Run) -> Result:
        asked.append(run)
        return {"text": "klart som korvspad"}

    bench.does = does
    bench.now += timedelta(minutes=1)
    assert bench.run()
    one = bench.see(first)
    assert (one.state, one.result["text"], one.attempts) == (State.DONE, "klart som korvspad", 1)
    assert (one.asked_at, one.started_at, one.ended_at) == (NOW, bench.now, bench.now)
    assert (asked[0].number, asked[0].arguments, asked[0].actor.name) == (
        first, {"n": 1}, "kommandoraden",
    )  # fmt: skip
    assert bench.away == [{"n": 1}]
    assert bench.see(second).state is State.WAITING
    assert bench.run()
    assert not bench.run()


def test_the_effect_and_the_job_are_done_in_one_transaction(bench: Bench) -> None:
    seen: list[State] = []

    def does(run: Run) -> Result:
        record_reading(reader=run.actor, now=run.now, thing="prov")
        with changing(run):
            seen.append(bench.see(run.number).state)
        seen.append(bench.see(run.number).state)
        raise RuntimeError("after all was done")

    bench.does = does
    number = bench.ask()
    bench.run()
    assert seen == [State.RUNNING, State.DONE]
    one = bench.see(number)
    assert (one.state, one.fault, one.logged) == (State.DONE, None, "gjorde något prov")
    assert not bench.run()


def test_an_effect_that_is_undone_leaves_the_job_undone(bench: Bench) -> None:
    def does(run: Run) -> Result:
        with transaction.atomic():
            with changing(run):
                pass
            transaction.set_rollback(True)
        assert bench.see(run.number).state is State.RUNNING
        return {"text": "bara en förhandsvisning"}

    bench.does = does
    number = bench.ask()
    bench.run()
    assert (bench.see(number).state, done_entries()) == (State.DONE, 0)
    assert bench.see(number).result == {"text": "bara en förhandsvisning"}


def test_of_a_job_in_several_parts_no_part_makes_it_done(bench: Bench) -> None:
    kinds.register_job(JobKind("delar", "delar", Thing.IMPORTS, run=bench.do, in_one=False))

    def does(run: Run) -> Result:
        for part in ("gjorde något", "gjorde något"):
            with changing(run, part):
                pass
            assert bench.see(run.number).state is State.RUNNING
        return {}

    bench.does = does
    number = services.ask(
        actor=COMMAND_LINE, now=NOW, kind="delar", title="Delar", arguments={}
    ).number
    bench.run()
    assert (bench.see(number).state, done_entries()) == (State.DONE, 2)


def test_a_worker_that_wakes_up_when_the_job_is_anothers_changes_nothing(bench: Bench) -> None:
    number = bench.ask()

    def slow(run: Run) -> Result:
        def quick(again: Run) -> Result:
            with changing(again):
                pass
            return {"text": "den andras"}

        bench.does = quick
        bench.now += LONGEST_SILENCE + timedelta(seconds=1)
        assert bench.run("den andra")
        with changing(run):
            pass
        return {"text": "den enas"}

    bench.does = slow
    assert bench.run("den ena")
    one = bench.see(number)
    assert (one.state, one.attempts, one.result) == (State.DONE, 2, {"text": "den andras"})
    assert done_entries() == 1
    bench.pulses[0].beat()
    with pytest.raises(TakenOver):
        bench.pulses[0].listen()


def test_the_job_of_a_worker_that_is_gone_is_taken_up_until_it_has_been_tried_enough(
    bench: Bench,
) -> None:
    number = bench.ask()
    with signed_on(bench.folder) as living:
        assert not is_gone(bench.folder, living)
        Job.objects.update(state=State.RUNNING, worker=living, attempts=1, beat_at=NOW)
        assert not bench.run()
    assert is_gone(bench.folder, living)
    assert bench.run()
    assert (bench.see(number).state, bench.see(number).attempts) == (State.DONE, 2)
    Job.objects.update(state=State.RUNNING, worker=living, attempts=3, beat_at=NOW)
    assert not bench.run()
    one = bench.see(number)
    assert one.state is State.FAILED
    assert one.fault is not None
    assert "påbörjades 3 gånger" in one.fault.what


def test_one_that_waits_is_cancelled_at_once(bench: Bench) -> None:
    number = bench.ask()
    assert services.cancel(actor=COMMAND_LINE, now=NOW, number=number)
    assert bench.see(number).state is State.CANCELLED
    assert not bench.run()
    with pytest.raises(JobEnded, match="redan avbrutet"):
        services.cancel(actor=COMMAND_LINE, now=NOW, number=number)


def test_one_that_runs_ends_where_it_next_listens_and_leaves_nothing(bench: Bench) -> None:
    number = bench.ask()

    def does(run: Run) -> Result:
        run.step("Läser …")
        run.far(1000, 0.25)
        bench.pulses[0].beat()
        assert bench.see(number).far == "Läser …, 1\u00a0000 rader, 25 %"
        asked_to_cancel(number)
        bench.pulses[0].beat()
        assert bench.see(number).far.endswith("ska avbrytas")
        with changing(run):
            run.far(2000, 0.5)
        return {}

    bench.does = does
    bench.run()
    assert (bench.see(number).state, done_entries()) == (State.CANCELLED, 0)
    assert bench.away == [], "it may be tried again"


def test_a_cancel_that_comes_too_late_changes_nothing(bench: Bench) -> None:
    def does(run: Run) -> Result:
        asked_to_cancel(run.number)
        with changing(run):
            pass
        bench.pulses[0].beat()
        run.far(1, 1.0)
        return {"text": "klart"}

    bench.does = does
    number = bench.ask()
    bench.run()
    one = bench.see(number)
    assert (one.state, one.cancel_asked, done_entries()) == (State.DONE, False, 1)


def test_what_a_user_can_mend_is_told_whole(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    fault = UppsiktError("Fel.", where="rad 7", values=["Anna Andersson"], why="Så.", todo="Ändra.")

    def does(run: Run) -> Result:
        raise fault

    bench.does = does
    number = bench.ask()
    with caplog.at_level(logging.INFO, "uppsikt"):
        bench.run()
    one = bench.see(number)
    assert (one.state, str(one.fault)) == (State.FAILED, str(fault))
    assert bench.away == []
    written = [Lines().format(one) for one in caplog.records]
    assert any(f"job fault job={number} kind=prov" in line for line in written)
    assert "Anna" not in "".join(written)


def test_what_nobody_foresaw_gets_a_number_and_its_details_are_kept(bench: Bench) -> None:
    def does(run: Run) -> Result:
        raise RuntimeError("a secret")

    bench.does = does
    number = bench.ask()
    bench.run()
    one = bench.see(number)
    assert one.fault is not None
    (kept,) = bench.folder.root.glob("fel-20221108-090000-*.txt")
    assert kept.name in one.fault.todo
    assert "a secret" in kept.read_text("utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    assert "a secret" not in str(one.fault)


def test_one_that_finds_the_folder_busy_waits_for_it_and_says_for_what(bench: Bench) -> None:
    def does(run: Run) -> Result:
        raise FolderBusy("Upptagen.", values=["inläsning av annan.se, process 7 på x"])

    bench.does = does
    number = bench.ask()
    for _ in range(5):
        assert bench.run()
        assert not bench.run(), "it waits a while first"
        assert bench.see(number).state is State.WAITING
        assert bench.see(number).far == "Väntar: inläsning av annan.se, process 7 på x"
        bench.now += timedelta(seconds=10)
    bench.now += BUSY_LONGEST
    bench.run()
    assert bench.see(number).state is State.FAILED
    assert str(bench.see(number).fault).startswith("Upptagen.")


def test_a_fault_of_the_database_may_pass(bench: Bench) -> None:
    def does(run: Run) -> Result:
        raise OperationalError("connection lost")

    bench.does = does
    number = bench.ask()
    for attempt in (1, 2):
        bench.run()
        assert (bench.see(number).state, bench.see(number).attempts) == (State.WAITING, attempt)
        bench.now += timedelta(minutes=2)
    bench.run()
    one = bench.see(number)
    assert (one.state, one.attempts) == (State.FAILED, 3)
    assert str(one.fault).startswith("Databasen svarar inte.")


def test_what_failed_is_tried_again_when_asked(bench: Bench) -> None:
    def does(run: Run) -> Result:
        raise UppsiktError("Fel.")

    number = bench.ask(key="samma")
    with pytest.raises(JobEnded, match="Arbetet väntar och kan inte göras om"):
        services.retry(actor=COMMAND_LINE, now=NOW, number=number)
    known, bench.does = bench.does, does
    bench.run()
    other = bench.ask(key="samma")
    assert other != number
    with pytest.raises(JobEnded, match="Samma sak är beställd igen"):
        services.retry(actor=COMMAND_LINE, now=NOW, number=number)
    services.cancel(actor=COMMAND_LINE, now=NOW, number=other)
    services.retry(actor=COMMAND_LINE, now=NOW, number=number)
    assert (bench.see(number).fault, bench.see(number).attempts) == (None, 0)
    bench.does = known
    assert bench.run()
    assert bench.see(number).state is State.DONE


def test_the_same_request_is_one_job_until_it_has_ended(bench: Bench) -> None:
    number = bench.ask(key="samma")
    assert bench.ask(key="samma") == number
    assert bench.ask(key="annan") != number
    bench.run()
    assert bench.ask(key="samma") not in (number, number + 1)
    assert bench.ask() != bench.ask()


def test_who_has_no_right_neither_asks_nor_sees(bench: Bench) -> None:
    public = Actor("allmänheten")
    number = bench.ask()
    with pytest.raises(NotAllowed):
        services.ask(actor=public, now=NOW, kind="prov", title="", arguments={})
    with pytest.raises(NotAllowed):
        services.cancel(actor=public, now=NOW, number=number)
    assert jobs(reader=PUBLIC) == ()
    with pytest.raises(UnknownJob, match=f"inget arbete med nummer {number}"):
        job(reader=PUBLIC, number=number)
    with pytest.raises(UnknownJob):
        services.retry(actor=COMMAND_LINE, now=NOW, number=number + 1)


def test_whoever_asked_for_it_has_the_rights_of_when_it_is_done(bench: Bench) -> None:
    user = User.objects.create_user("controller")
    role = RoleGrant.objects.create(
        user=user, role="CONTROLLER", committee="arbete", valid_from=NOW.date()
    )
    who = reader_of_user(user, on=NOW.date())
    actor = Actor(who.name, who.grants, who.user, Door.PAGE)

    def ask(committee: str) -> int:
        return services.ask(
            actor=actor, now=NOW, kind="prov", title="P", arguments={}, committee=committee
        ).number

    with pytest.raises(NotAllowed):
        ask("skola")
    first, second = ask("arbete"), ask("arbete")
    asked: list[Actor] = []

    def does(run: Run) -> Result:
        asked.append(run.actor)
        return {}

    bench.does = does
    bench.run()
    assert bench.see(first).state is State.DONE
    assert (asked[0].name, asked[0].grants, asked[0].user, asked[0].door) == (
        "controller", who.grants, user.pk, Door.JOB,
    )  # fmt: skip
    role.valid_to = NOW.date()
    role.save()
    bench.now += timedelta(days=1)
    bench.run()
    assert bench.see(second).state is State.FAILED
    assert "får inte ändra inläsningar" in str(bench.see(second).fault)
    assert len(asked) == 1


def test_who_sees_a_job(bench: Bench) -> None:
    owner = User.objects.create_user("ägaren")
    mine = bench.ask()
    Job.objects.update(user=owner, committee="arbete")

    def sees(*grants: Grant, user: int | None = None) -> bool:
        reader = Reader("någon", grants, user)
        found = [one.number for one in jobs(reader=reader)]
        assert found in ([], [mine])
        return bool(found)

    assert sees(Grant(Role.CONTROLLER, "arbete"))
    assert not sees(Grant(Role.CONTROLLER, "skola"))
    assert sees(Grant(Role.ADMINISTRATOR))
    assert not sees(Grant(Role.MANAGER, "arbete", ("bistand",)))
    assert sees(user=owner.pk)
    assert not sees(user=owner.pk + 1)


def test_what_ended_a_month_ago_is_gone_with_what_it_needed(bench: Bench) -> None:
    number, waiting = bench.ask(), bench.ask(title="väntar")
    services.cancel(actor=COMMAND_LINE, now=NOW, number=number)
    assert bench.worker().sweep() == 0
    bench.now += timedelta(days=31)
    assert bench.worker().sweep() == 1
    assert [one.number for one in jobs(reader=OPERATOR)] == [waiting]
    assert bench.away == [{"n": 1}]


def test_a_job_of_a_kind_that_is_not_known_is_told_as_failed(bench: Bench) -> None:
    number = bench.ask()
    Job.objects.update(kind="framtida")
    assert bench.run()
    assert (bench.see(number).state, str(bench.see(number).fault)[:30]) == (
        State.FAILED, "Arbetet är av ett slag som den",
    )  # fmt: skip

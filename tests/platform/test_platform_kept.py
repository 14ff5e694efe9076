"""What was computed is kept while the database answers the same, and not a moment longer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uppsikt.organisation.remembering import once, remembered
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.platform.kept.questions import asking

NOW = datetime(2022, 11, 8, tzinfo=UTC)

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def _own_log(log_folder: DataFolder) -> None:
    """The chain's ends are written in a folder of the test's own."""


class Names:
    """The names of the accounts as text, kept; and how many times it was made."""

    def __init__(self) -> None:
        self.keeper: Keeper[str] = Keeper(10)
        self.made = 0

    def of(self, start: str = "") -> str:
        """The names that start so, by a question with a parameter."""
        return self.keeper.value(start, lambda: self._make(start))

    def _make(self, start: str) -> str:
        self.made += 1
        found = User.objects.filter(username__startswith=start).order_by("username")
        return ", ".join(found.values_list("username", flat=True))


def changed(name: str) -> None:
    """An account more, recorded in the transaction that made it, as every service does."""
    with transaction.atomic():
        User.objects.create(username=name, email=f"{name}@example.se")
        record(actor=COMMAND_LINE, now=NOW, verb="lade upp kontot", thing=name)


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.mark.django_db(transaction=True)
def test_a_change_makes_anew_what_rests_on_it_and_nothing_else(names: Names) -> None:
    changed("anna")
    assert (names.of(), names.of("b")) == ("anna", "")
    for expected, made in (("anna", 2), ("anna, arvid", 3), ("anna, arvid", 3)):
        assert (names.of(), names.of("b")) == (expected, "")
        assert names.made == made, "what starts with b is the same all the time"
        if made == 2:
            changed("arvid")


@pytest.mark.django_db(transaction=True)
def test_what_nothing_has_changed_asks_for_the_state_alone(names: Names) -> None:
    changed("anna")
    names.of()
    with CaptureQueriesContext(connection) as asked:
        names.of()
    assert [one["sql"].count("audit_head") > 0 for one in asked.captured_queries] == [True]


@pytest.mark.django_db(transaction=True)
def test_after_a_change_a_question_that_several_rest_on_is_asked_once() -> None:
    changed("anna")
    keeper: Keeper[bool] = Keeper(10)
    values = (1, 2, 3)
    for value in values:
        keeper.value(value, User.objects.exists)
    changed("arvid")
    with CaptureQueriesContext(connection) as asked:
        assert [keeper.value(value, User.objects.exists) for value in values] == [True] * 3
    about_accounts = [one for one in asked.captured_queries if "access_user" in one["sql"]]
    assert len(about_accounts) == 1


@pytest.mark.django_db
def test_a_transaction_sees_what_it_has_not_recorded_yet(names: Names) -> None:
    record(actor=COMMAND_LINE, now=NOW, verb="började", thing="provet")
    assert names.of() == ""
    try:
        with transaction.atomic():
            User.objects.create(username="anna", email="anna@example.se")
            assert names.of() == "anna"
            raise InterruptedError
    except InterruptedError:
        pass
    assert names.of() == ""


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_saw_is_not_what_others_see_after_it(names: Names) -> None:
    changed("anna")
    with transaction.atomic():
        User.objects.create(username="arvid", email="arvid@example.se")
        assert names.of() == "anna, arvid"
        transaction.set_rollback(True)
    assert names.of() == "anna", "a rehearsal that was undone"

    with transaction.atomic():
        User.objects.create(username="bo", email="bo@example.se")
        record(actor=COMMAND_LINE, now=NOW, verb="lade upp kontot", thing="bo")
        assert names.of() == "anna, bo"
        User.objects.create(username="cilla", email="cilla@example.se")
    assert names.of() == "anna, bo, cilla", "changed after it was recorded"


@pytest.mark.django_db(transaction=True)
def test_before_anything_is_recorded_each_use_asks(names: Names) -> None:
    assert names.of() == ""
    User.objects.create(username="anna", email="anna@example.se")
    assert names.of() == "anna"


@pytest.mark.django_db(transaction=True)
def test_what_was_changed_while_it_was_made_is_not_kept() -> None:
    changed("anna")
    keeper: Keeper[int] = Keeper(10)

    def mixed() -> int:
        before = User.objects.count()
        if before == 1:
            in_another_thread(lambda: changed("arvid"))
        return before

    assert keeper.value("antal", mixed) == 1
    assert len(keeper) == 0
    assert keeper.value("antal", mixed) == 2
    assert len(keeper) == 1


@pytest.mark.django_db
def test_what_changes_something_is_made_each_time() -> None:
    keeper: Keeper[int] = Keeper(10)

    def make() -> int:
        record(actor=COMMAND_LINE, now=NOW, verb="läste", thing="hemligt", quiet=True)
        return 1

    keeper.value("hemligt", make)
    assert len(keeper) == 0
    keeper.value("låst", lambda: len(User.objects.select_for_update().all()))
    locks = connection.features.has_select_for_update
    assert len(keeper) == (0 if locks else 1), "what is locked is to be changed"


@pytest.mark.django_db(transaction=True)
def test_what_does_without_a_question_that_failed_is_not_kept() -> None:
    changed("anna")
    keeper: Keeper[str] = Keeper(10)

    def make() -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM what_is_not_there")
        except DatabaseError:
            return "utan utseende"
        return "med utseende"

    assert keeper.value("sida", make) == "utan utseende"
    assert len(keeper) == 0


@pytest.mark.django_db
def test_what_is_made_of_kept_values_rests_on_what_they_rest_on(names: Names) -> None:
    outer: Keeper[str] = Keeper(10)
    names.of()
    for expected in ("", "anna"):
        assert outer.value("alla", lambda: f"<{names.of()}>") == f"<{expected}>"
        if not expected:
            changed("anna")


@pytest.mark.django_db
def test_what_rests_on_an_answer_is_the_same_while_the_answer_is(names: Names) -> None:
    outer: Keeper[str] = Keeper(10)
    made = 0

    def longest() -> int:
        return max(map(len, names._make("").split(", ")))

    answers: Keeper[int] = Keeper(10)

    def make() -> str:
        nonlocal made
        made += 1
        return f"längst: {answers.answer('längsta', longest)}"

    for name, expected, times in (
        ("anna", "längst: 4", 1),
        ("bo", "längst: 4", 1),
        ("beatrice", "längst: 8", 2),
    ):
        changed(name)
        assert (outer.value("alla", make), made) == (expected, times)
    assert names.made == 3


@pytest.mark.django_db
def test_what_was_remembered_before_is_rested_on_too() -> None:
    keeper: Keeper[int] = Keeper(10)
    with remembered():
        assert once("accounts", "", User.objects.count) == 0
        assert keeper.value("antal", lambda: once("accounts", "", User.objects.count)) == 0
    changed("anna")
    assert keeper.value("antal", lambda: once("accounts", "", User.objects.count)) == 1


@pytest.mark.django_db
def test_work_inside_work_that_asks_the_same_is_noted_in_both() -> None:
    with asking() as outer:
        with asking() as inner:
            User.objects.count()
        assert len(inner.questions) == len(outer.questions) == 1
        with asking() as nothing:
            pass
        User.objects.exists()
    assert len(outer.questions) == 2
    assert not nothing.questions


@pytest.mark.django_db
def test_a_fault_leaves_nothing_and_stops_nobody() -> None:
    keeper: Keeper[int] = Keeper(10)
    with pytest.raises(ZeroDivisionError):
        keeper.value("fel", lambda: 1 // 0)
    assert keeper.value("fel", lambda: 2) == 2


@pytest.mark.django_db
def test_those_used_longest_ago_go_first() -> None:
    keeper: Keeper[str] = Keeper(250, len)
    made: list[str] = []

    def use(key: str, size: int = 100) -> None:
        def make() -> str:
            made.append(key)
            return key * size

        keeper.value(key, make)

    for key in "abacab":
        use(key)
    assert made == ["a", "b", "c", "b"]
    use("f", 300)
    assert len(keeper) == 0
    keeper.value("kort", lambda: "kort")
    assert len(keeper) == 1


@pytest.mark.django_db
def test_what_a_value_rests_on_takes_room_too(names: Names) -> None:
    names.keeper = Keeper(1_000, len, 400)
    record(actor=COMMAND_LINE, now=NOW, verb="började", thing="provet")
    for start in ("a", "b", "c"):
        names.of(start)
    assert len(names.keeper) == 2, "three take some 400 bytes each, and 1000 is the most"


@pytest.mark.django_db(transaction=True)
def test_what_is_never_kept_is_made_by_all_who_have_waited_at_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where threads do not see each other's rows")
    changed("anna")
    keeper: Keeper[int] = Keeper(10)
    begun, meeting = threading.Event(), threading.Barrier(2, timeout=5)

    def first() -> int:
        begun.set()
        time.sleep(0.3)
        return 1

    def after_it() -> None:
        begun.wait()
        keeper.value("hemligt", meeting.wait, lambda _: False)

    def before_them() -> None:
        keeper.value("hemligt", first, lambda _: False)

    every = [threading.Thread(target=closing(one)) for one in (before_them, after_it, after_it)]
    for one in every:
        one.start()
    for one in every:
        one.join()
    assert not meeting.broken, "each waited for all before it"


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_makes_it(names: Names) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where threads do not see each other's rows")
    changed("anna")
    make = names._make

    def slowly(start: str) -> str:
        time.sleep(0.2)
        return make(start)

    names._make = slowly  # type: ignore[method-assign]
    found: list[str] = []
    several = [threading.Thread(target=closing(lambda: found.append(names.of()))) for _ in range(6)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert found == ["anna"] * 6
    assert names.made == 1


def in_another_thread(work: Callable[[], None]) -> None:
    """Does it on a connection of its own (in SQLite's memory: the same)."""
    if connection.vendor == "sqlite":
        work()
        return
    thread = threading.Thread(target=closing(work))
    thread.start()
    thread.join()


def closing(work: Callable[[], None]) -> Callable[[], None]:
    def closed() -> None:
        try:
            work()
        finally:
            connection.close()

    return closed


STEPS = st.lists(
    st.tuples(st.sampled_from(("ny", "bort", "annat", "läs")), st.sampled_from("abc")), max_size=14
)


@pytest.mark.django_db
@given(steps=STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_kept_value_is_always_what_would_be_made_now(steps: list[tuple[str, str]]) -> None:
    names = Names()
    User.objects.all().delete()
    for number, (step, start) in enumerate(steps):
        match step:
            case "ny":
                changed(f"{start}{number}")
            case "bort":
                with transaction.atomic():
                    User.objects.filter(username__startswith=start).delete()
                    record(actor=COMMAND_LINE, now=NOW, verb="tog bort", thing=start)
            case "annat":
                record(actor=COMMAND_LINE, now=NOW, verb="ändrade", thing="annat")
        assert names.of(start) == Names()._make(start)
        assert names.of() == Names()._make("")

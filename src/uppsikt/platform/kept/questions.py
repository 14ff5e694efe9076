"""The questions that a piece of work asks the database, and whether it still answers the same.

What a page or a report shows follows from its address, the day, the rights of its reader and what
the database answers: the files that rows name are never changed. So the same answers make the
same page, and to ask a page's questions again takes a twentieth of making it.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import DatabaseError, connection

from uppsikt.platform.audit.selectors import state

QUESTION_SIZE = 400
"""Bytes that a question takes in memory, about: its parameters, them as text, and its digest."""
_READS = ("SELECT", "WITH", "(SELECT")
_FRAMES = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
_LOCKS = "FOR UPDATE"


class Question(Protocol):
    """What a piece of work rests on: equal ones have the same answer in the same state."""

    def __hash__(self) -> int: ...

    def answer(self) -> bytes:
        """A digest of what is answered now."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A question as the database gets it. Two are the same by `key`: its parameters as text."""

    sql: str
    parameters: Any = field(compare=False)
    key: str

    @classmethod
    def of(cls, sql: str, parameters: object) -> Statement:
        """The question; the text of one that is asked often is kept once."""
        return cls(sys.intern(sql), parameters, repr(parameters))

    def answer(self) -> bytes:
        """A digest of the rows."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            rows = cursor.fetchall()
        digest = hashlib.blake2b(digest_size=16)
        for row in rows:
            plain = [bytes(one) if isinstance(one, memoryview) else one for one in row]
            digest.update(repr(plain).encode())
        return digest.digest()


@dataclass(frozen=True, slots=True)
class Computed:
    """A question whose answer is computed: what rests on it changes only when the answer does."""

    about: Hashable
    compute: Callable[[], object] = field(compare=False)

    def answer(self) -> bytes:
        """A digest of the answer, which must tell by its `repr` what it is."""
        return hashlib.blake2b(repr(self.compute()).encode(), digest_size=16).digest()


@dataclass
class Asked:
    """What a piece of work has asked, each question once, and whether it has changed anything.

    `has_failed`: a question was not answered, and what was made does without it.
    """

    questions: dict[Question, None] = field(default_factory=dict)
    has_changed: bool = False
    has_failed: bool = False

    def note(self, sql: str, parameters: object, *, many: bool) -> None:
        """That a statement was run."""
        kind = sql.lstrip()[:10].upper()
        if kind.startswith(_READS) and _LOCKS not in sql and not many:
            self.questions[Statement.of(sql, parameters)] = None
        elif not kind.startswith(_FRAMES):
            self.has_changed = True


class _Thread(threading.local):
    """What is being noted in a thread: pieces of work inside one another."""

    def __init__(self) -> None:
        self.noting: list[Asked] = []


_thread = _Thread()
_Execute = Callable[[str, Any, bool, dict[str, Any]], object]


@contextmanager
def asking() -> Iterator[Asked]:
    """Notes what is asked in the block, and what it takes that was kept (`took`)."""
    asked = Asked()

    def noted(
        execute: _Execute, sql: str, parameters: object, many: bool, context: dict[str, Any]
    ) -> object:
        is_noting = any(one is asked for one in _thread.noting)
        if is_noting:
            asked.note(sql, parameters, many=many)
        try:
            return execute(sql, parameters, many, context)
        except DatabaseError:
            asked.has_failed = asked.has_failed or is_noting
            raise

    _thread.noting.append(asked)
    try:
        with connection.execute_wrapper(noted):
            yield asked
    finally:
        _thread.noting.pop()


def took(questions: Iterable[Question]) -> None:
    """That the work in hand rests on these too, since it took an answer that was kept."""
    for asked in _thread.noting:
        asked.questions.update(dict.fromkeys(questions))


Answers = tuple[bytes, ...]
"""A digest of what the database answered, for each question."""


class Answering:
    """What the database answers now. In one state of it each question is asked once."""

    def __init__(self) -> None:
        self._state = ""
        self._known: dict[Question, bytes] = {}
        self._lock = threading.Lock()

    def answers(self, questions: Sequence[Question], at: str) -> Answers:
        """The answers in the state `at`; where none tells (`tells`) they are asked anew."""
        with unnoted():
            if not tells(at):
                return tuple(one.answer() for one in questions)
            known = self._of(at)
            found = tuple(known.get(one) or one.answer() for one in questions)
            if state() == at:  # else some of them may be of the state after
                known.update(zip(questions, found, strict=True))
            return found

    def _of(self, at: str) -> dict[Question, bytes]:
        with self._lock:
            if self._state != at:
                self._state, self._known = at, {}
            return self._known


@contextmanager
def unnoted() -> Iterator[None]:
    """What is asked in the block is no question of the work around it."""
    before, _thread.noting = _thread.noting, []
    try:
        yield
    finally:
        _thread.noting = before


def state_now() -> str:
    """The state of the database (`audit.selectors.state`), not noted as a question of the work."""
    with unnoted():
        return state()


def tells(state: str) -> bool:
    """Whether a state tells that all is the same as when it was last seen.

    Before anything is recorded it does not, nor inside a transaction, which may have changed what
    it has yet to record.
    """
    return bool(state) and not connection.in_atomic_block

"""Keeps what was computed, in the memory of the process that did it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from uppsikt.platform.kept.questions import (
    Answering,
    Answers,
    Computed,
    Question,
    asking,
    state_now,
    tells,
    took,
    unnoted,
)

T = TypeVar("T")

_ANSWERING = Answering()


@dataclass
class _Kept(Generic[T]):
    """A value, what it rests on, and the last state that it was known to hold in."""

    value: T
    size: int
    questions: tuple[Question, ...]
    answers: Answers
    state: str


@dataclass
class Keeper(Generic[T]):
    """Values by key, as long as what they rest on is the same; those used longest ago go first.

    Of several who want the same value at once, one makes it and the others wait for it, once: if
    it was not kept they make their own at the same time. A value is the same for all who have its
    key: rights, the day and the data folder belong in it.
    """

    most: int
    """The most that is kept, in the measure of `size_of`."""
    size_of: Callable[[T], int] = lambda _: 1
    question_size: int = 0
    """What each question that a value rests on takes of `most`."""
    _values: OrderedDict[Hashable, _Kept[T]] = field(default_factory=OrderedDict)
    _making: dict[Hashable, threading.Lock] = field(default_factory=dict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def value(
        self,
        key: Hashable,
        make: Callable[[], T],
        may_be_kept: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """The value, kept or made. One whose making changes anything, or fails in part, is not."""
        found = self._holding(key, state_now())
        if found is None:
            with self._maker(key) as has_waited:
                found = self._holding(key, state_now(), asks=True)
                if found is None and not has_waited:
                    return self._made(key, make, may_be_kept)
        if found is None:
            return self._made(key, make, may_be_kept)
        took(found.questions)
        return found.value

    def answer(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value, as something that the work in hand asks: it rests on the value alone.

        For what is made of much and seldom changes: which months there are, not what is booked in
        each. The value must tell by its `repr` what it is.
        """
        with unnoted():
            value = self.value(key, make)
        took([Computed((id(self), key), lambda: self.value(key, make))])
        return value

    def forget(self) -> None:
        """Lets go of every value."""
        with self._lock:
            self._values.clear()
            self._size = 0

    def __len__(self) -> int:
        return len(self._values)

    def _holding(self, key: Hashable, state: str, *, asks: bool = False) -> _Kept[T] | None:
        """What is kept, if nothing has changed, or (`asks`) if it rests on nothing that has."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
        if found.state == state and tells(state):
            return found
        if not asks or _ANSWERING.answers(found.questions, state) != found.answers:
            return None
        if tells(state) and state_now() == state:  # else it is asked again the next time
            found.state = state
        return found

    def _made(self, key: Hashable, make: Callable[[], T], may_be_kept: Callable[[T], bool]) -> T:
        state = state_now()
        with asking() as asked:
            value = make()
        if asked.has_changed or asked.has_failed or not may_be_kept(value):
            return value
        questions = tuple(asked.questions)
        answers = _ANSWERING.answers(questions, state)
        if state_now() == state:  # else something changed while it was made, and it may be mixed
            # What a transaction sees may be undone, or changed again, with no other state to tell.
            known_in = state if tells(state) else ""
            size = self.size_of(value) + len(questions) * self.question_size
            self._keep(key, _Kept(value, size, questions, answers, known_in))
        return value

    def _keep(self, key: Hashable, kept: _Kept[T]) -> None:
        with self._lock:
            before = self._values.pop(key, None)
            self._size += kept.size - (before.size if before else 0)
            self._values[key] = kept
            while self._size > self.most and self._values:
                _, gone = self._values.popitem(last=False)
                self._size -= gone.size

    @contextmanager
    def _maker(self, key: Hashable) -> Iterator[bool]:
        """The turn of whoever makes the value; others wait for theirs, and are told that they did.

        What is never kept, as what is recorded at each reading, may wait for the database: were it
        made by one after another, each would wait as long as all before it.
        """
        with self._lock:
            turn = self._making.setdefault(key, threading.Lock())
        has_waited = not turn.acquire(blocking=False)
        if has_waited:
            turn.acquire()
        try:
            yield has_waited
        finally:
            turn.release()
            with self._lock:
                self._making.pop(key, None)

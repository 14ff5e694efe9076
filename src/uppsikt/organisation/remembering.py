"""Reading the organisation once for a piece of work that asks for it many times.

Inside `with remembered():` the same question gives the same answer without asking the database
again. So a report sees one and the same organisation from its first table to its last.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

from uppsikt.platform.kept.questions import Asked, asking, took

T = TypeVar("T")
_Known = dict[tuple[str, Hashable], tuple[object, Asked]]
_answers: ContextVar[_Known | None] = ContextVar("answers", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Remember answers until the block ends; a block inside another shares its answers."""
    if _answers.get() is not None:
        yield
        return
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: str, of: Hashable, ask: Callable[[], T]) -> T:
    """The answer of `ask`, asked once per question and subject inside `remembered()`.

    Only for answers that nobody changes, and of which the reader's rights are no part.
    """
    known = _answers.get()
    if known is None:
        return ask()
    if (question, of) not in known:
        with asking() as asked:
            known[question, of] = ask(), asked
    answer, asked = known[question, of]
    took(asked.questions)  # the work that is in hand now rests on them as well
    return cast("T", answer)

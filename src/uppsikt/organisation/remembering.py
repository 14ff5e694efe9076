"""Reading the organisation once for a piece of work that asks for it many times.

Inside `with remembered():` the same question gives the same answer without asking the database
again. So a report sees one and the same organisation from its first table to its last.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

T = TypeVar("T")
_answers: ContextVar[dict[tuple[str, Hashable], object] | None] = ContextVar(
    "answers", default=None
)


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
        known[question, of] = ask()
    return cast("T", known[question, of])

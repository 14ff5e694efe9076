"""The base of every error that a user sees."""

from collections.abc import Sequence


class UppsiktError(Exception):
    """A fault told to a person: what, where, which values, why, and what to do next.

    The parts are Swedish text; a part that is empty is left out. ``str(error)`` joins them in that
    order into one readable text. Subclasses name one mistake each.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        values: Sequence[str] = (),
        why: str = "",
        todo: str = "",
    ) -> None:
        self.what = what
        self.where = where
        self.values = tuple(values)
        self.why = why
        self.todo = todo
        super().__init__(what)

    def __str__(self) -> str:
        parts = [
            self.what,
            self.where and f"Var: {self.where}",
            self.values and "Värden: " + "; ".join(self.values),
            self.why and f"Varför: {self.why}",
            self.todo and f"Gör så här: {self.todo}",
        ]
        return " ".join(_sentence(part) for part in parts if part)


class NothingThere(UppsiktError):
    """There is nothing by the name that was given, as a page, an answer or a command says it."""


def _sentence(text: str) -> str:
    """The text with a full stop at its end, unless it already ends a sentence."""
    return text if text.endswith((".", "!", "?", ":")) else text + "."

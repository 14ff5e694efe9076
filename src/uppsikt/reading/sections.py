"""Which groups a table's row stands under, told from the rows without figures before it."""

import re

from uppsikt.reading.model import Text

_SUM = re.compile(r"(?:del)?summa\b|totalt?\b|s:a\b|total", re.IGNORECASE)
_NET = re.compile(r"netto|resultat\b|årets resultat", re.IGNORECASE)


class Sections:
    """The groups that are open while the rows of a table are read from the top.

    A row without figures opens a group; two of them after each other open one within the other.
    A sum ends the innermost group. After a net or a result the group stays open for what else is
    told of it, but a sum there belongs to the whole table.
    """

    def __init__(self) -> None:
        self._open: list[Text] = []
        self._rows = 0
        self._netted = False

    def open(self, label: Text) -> None:
        """A row without figures."""
        if self._rows:
            # What comes after rows is of the same kind as the group that those rows stood in.
            self._open = self._open[:-1]
        self._open.append(label)
        self._rows, self._netted = 0, False

    def row(self, label: Text) -> tuple[Text, ...]:
        """A row with figures: the groups it stands under, outermost first."""
        plain = label.text.strip()
        is_sum = _SUM.match(plain) is not None
        if is_sum and self._netted:
            self._open, self._netted = [], False
        under = tuple(self._open)
        self._rows += 1
        if is_sum:
            self._open = self._open[:-1]
        elif _NET.match(plain) and self._rows > 1:
            self._netted = True
        return under

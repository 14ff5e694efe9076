"""Whether a report says that earlier figures were changed, and of what."""

import re
from dataclasses import dataclass

from uppsikt.reading import Document, Text
from uppsikt.review.model import Statement
from uppsikt.review.passages import passages

_CHANGED = re.compile(
    r"omräkna|räkna(?:ts|des|t|de)?\som\b|korriger|\brätta(?:t|ts|de|des|d|ning)\b|"
    r"\bjustera(?:t|ts|d|de|des)\b|\bjustering|reviderad|\bändra(?:t|ts|d|de|des)\b|"
    r"tilläggsbudget|tilläggsanslag|omför|omfördel|ramjuster|överför(?:t|ts|d|da|des|ing)|"
    r"omklassific|omorganis|omperiodis|preliminär|efterregistr|efterrapporter|uppdatera(?:t|ts|d)|"
    r"ny(?:a|tt)?\s(?:definition|mätmetod|beräkning|redovisningsprincip|organisation|indelning)",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"tidigare\s(?:redovisa|rapporter|lämna|publicera|år|period|uppgift|siffr|utfall)|"
    r"jämförelse(?:tal|siffr|år|period)|historisk|samtliga\s(?:siffror|uppgifter|tabeller)|"
    r"statistiken|siffrorna|uppgifterna|föregående\s(?:rapport|uppföljning)",
    re.IGNORECASE,
)
_NEAR = 8
"""How many lines from a figure a word of change may be about it."""


@dataclass(frozen=True)
class Changes:
    """The passages of a report that speak of change."""

    told: tuple[Text, ...]

    @classmethod
    def of(cls, document: Document) -> "Changes":
        """The passages of a document with a word of change in them."""
        return cls(tuple(text for text in passages(document) if _CHANGED.search(text.text)))

    def explain(self, statement: Statement) -> bool:
        """Whether the report says that a figure may differ from an earlier report's.

        A word of change explains it near the figure, in a sentence about its activity, and where
        the sentence speaks of earlier figures in general.
        """
        lines = {span.line for span in statement.place.spans}
        words = _words(statement.name.of.activity)
        return any(
            _BACKWARD.search(text.text)
            or (words and words.search(text.text))
            or any(abs(piece.line - line) <= _NEAR for piece in text.pieces for line in lines)
            for text in self.told
        )


def _words(activity: str) -> re.Pattern[str] | None:
    """An activity's words, each cut so that its endings do not matter."""
    words = activity.rsplit("/", maxsplit=1)[-1].split()
    stems = [re.escape(word[: max(len(word) - 2, 4)]) for word in words]
    return re.compile(r"\b" + r".{0,30}?\b".join(stems), re.IGNORECASE) if stems else None

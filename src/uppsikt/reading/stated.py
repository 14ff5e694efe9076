"""The unit that a title, a corner or a column's head states for all figures under it."""

import re
from collections.abc import Iterable

from uppsikt.figures import Unit

_WORD = (
    r"tkr|tsek|kkr|tusen kronor|tusental kronor|tusentals kronor|mnkr|mkr|msek|miljoner kronor|"
    r"miljoner kr|kronor|kr|sek|procent|%|antal|st"
)
_WHOLE = re.compile(rf"[(\[]?\s*(?:i\s+)?({_WORD})\s*[)\].:]?", re.IGNORECASE)
_BRACKETS = re.compile(
    rf"[(\[]\s*(?:belopp\s+)?(?:i\s+|anges i\s+)?({_WORD})\s*[)\],;]", re.IGNORECASE
)
_TELLING = re.compile(
    rf"\b(?:belopp|alla belopp|siffror|anges|redovisas|uttryckt)\s+(?:anges\s+|är\s+)?i\s+({_WORD})"
    rf"(?!\w|\s+per\b)",
    re.IGNORECASE,
)
_LAST = re.compile(rf"(?:,|–|-|:)\s*(?:i\s+)?({_WORD})\s*(?:[.(]|$)|\s(tkr|mnkr|mkr|%)$", re.I)
_OTHER_WORDS = {
    "kkr": Unit.TKR,
    "tusental kronor": Unit.TKR,
    "tusentals kronor": Unit.TKR,
    "miljoner kr": Unit.MNKR,
}


def stated_unit(text: str) -> Unit | None:
    """The unit that one text states for what stands under it, None if none or more than one.

    ``Tkr``, ``(tkr)``, ``Belopp i tkr`` and ``Nettokostnader, tkr`` state one; ``Kronor per
    invånare`` does not.
    """
    plain = " ".join(text.split())
    if whole := _WHOLE.fullmatch(plain):
        return _unit(whole[1])
    found = {
        _unit(next(word for word in match.groups() if word))
        for shape in (_BRACKETS, _TELLING, _LAST)
        for match in shape.finditer(plain)
    }
    found.discard(Unit.COUNT)
    return found.pop() if len(found) == 1 else None


def first_unit(texts: Iterable[str]) -> Unit | None:
    """The unit of the first text that states one."""
    return next((unit for text in texts if (unit := stated_unit(text)) is not None), None)


def _unit(word: str) -> Unit | None:
    plain = " ".join(word.casefold().split())
    return _OTHER_WORDS.get(plain) or Unit.from_text(plain)

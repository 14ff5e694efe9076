"""Swedish number words: ``fem``, ``tolv``, ``tjugotre``."""

import re

_SMALL = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_WORDS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{ten: 10 * number for number, ten in enumerate(_TENS, 2)},
    **{
        ten + _SMALL[one]: 10 * number + one
        for number, ten in enumerate(_TENS, 2)
        for one in range(1, 10)
    },
    "ett": 1,
}

NUMERAL = r"(?:\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
"""A pattern for a whole number under a thousand in digits, or under a hundred in words."""

_WHOLE = re.compile(r"\d{1,3}")


def numeral(word: str) -> int | None:
    """The whole number that a word is, in digits or in letters; None if it is none.

    >>> numeral("Tjugotre"), numeral("7"), numeral("några")
    (23, 7, None)
    """
    plain = word.strip().casefold()
    return int(plain) if _WHOLE.fullmatch(plain) else _WORDS.get(plain)

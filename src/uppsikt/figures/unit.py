"""The units that figures are printed in. A unit is always stated, never guessed."""

from enum import Enum
from fractions import Fraction

from uppsikt.figures.absent import Exact


class Unit(Enum):
    """A printed unit. The member's value is its symbol as written after a number."""

    KR = "kr"
    TKR = "tkr"
    MNKR = "mnkr"
    COUNT = "st"
    PERCENT = "%"

    @property
    def symbol(self) -> str:
        """The symbol as written after a number: ``tkr``."""
        return str(self.value)

    @property
    def is_money(self) -> bool:
        """True for kronor, tkr and mnkr."""
        return self in (Unit.KR, Unit.TKR, Unit.MNKR)

    @property
    def factor(self) -> Exact:
        """Base units in one printed unit: öre for money, one for counts, 1/100 for per cent."""
        return _FACTORS[self]

    def step(self, decimals: int = 0) -> Fraction:
        """Base units in the last decimal that is printed: öre in 0,1 mnkr, say."""
        return Fraction(self.factor) / Fraction(10**decimals)

    @staticmethod
    def from_text(text: str) -> "Unit | None":
        """The unit that a Swedish word or symbol stands for, or None if it is no known unit."""
        return _WORDS.get(" ".join(text.split()).casefold())


_FACTORS: dict[Unit, Exact] = {
    Unit.KR: 100,
    Unit.TKR: 100_000,
    Unit.MNKR: 100_000_000,
    Unit.COUNT: 1,
    Unit.PERCENT: Fraction(1, 100),
}

_WORDS: dict[str, Unit] = {
    "kr": Unit.KR,
    "krona": Unit.KR,
    "kronor": Unit.KR,
    "sek": Unit.KR,
    "tkr": Unit.TKR,
    "tsek": Unit.TKR,
    "tusen kronor": Unit.TKR,
    "mnkr": Unit.MNKR,
    "mkr": Unit.MNKR,
    "msek": Unit.MNKR,
    "miljon kronor": Unit.MNKR,
    "miljoner kronor": Unit.MNKR,
    "st": Unit.COUNT,
    "st.": Unit.COUNT,
    "stycken": Unit.COUNT,
    "antal": Unit.COUNT,
    "%": Unit.PERCENT,
    "procent": Unit.PERCENT,
}

"""How a workbook shows a number: decimals, scale, per cent and unit of its number format."""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from uppsikt.figures import HARD_SPACE, MINUS, Amount, Unit

_GENERAL_DIGITS = 10  # significant ones: a workbook shows no more where no format says how many
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|_.|\*.|\[[^\]]*\]')
_DATE = re.compile(r"[ymdhs]|a/p|am/pm|[åt]", re.IGNORECASE)
_PATTERN = re.compile(r"[#0?][#0?, ]*(?:\.([#0?]*))?")
_WIDE = Context(prec=60)
_LONGEST = 200  # characters: longer formats are not looked into


@dataclass(frozen=True, slots=True)
class Shown:
    """What a number format does: digits after the comma, powers of a thousand it hides, unit,
    and whether thousands are set apart (a year is not).

    ``decimals`` is None where the format leaves them to the number; ``is_number`` is false for
    formats of dates and times.
    """

    decimals: int | None = None
    scale: int = 0
    unit: Unit | None = None
    is_number: bool = True
    grouped: bool = False


@lru_cache(maxsize=1000)
def shown_by(code: str) -> Shown:
    """What a number format does, by its first part."""
    first = code[:_LONGEST].split(";", maxsplit=1)[0]
    words = " ".join(word for found in _QUOTED.findall(first) for word in found if word.strip())
    bare = _QUOTED.sub("", first)
    if bare.strip().casefold() in ("general", "standard", "@", ""):
        return Shown(unit=Unit.from_text(words))
    if _DATE.search(bare):
        return Shown(is_number=False)
    pattern = _PATTERN.search(bare)
    if pattern is None or "e+" in bare.casefold() or "/" in bare:
        return Shown(unit=Unit.from_text(words))
    scale = len(pattern[0].split(".")[0].rstrip()) - len(pattern[0].split(".")[0].rstrip(", "))
    tail = bare[pattern.end() :]
    scale += len(tail) - len(tail.lstrip(","))
    percent = Unit.PERCENT if "%" in bare else None
    grouped = "," in pattern[0] or " " in pattern[0].strip()
    unit = percent or Unit.from_text(words)
    return Shown(len(pattern[1] or ""), scale, unit, grouped=grouped)


def shown_number(value: float, code: str) -> tuple[str, Amount] | None:
    """A cell's number as it is shown, as text and as amount; None for dates and no numbers.

    A number is rounded as the format rounds it, half away from zero: what a reader sees is what
    is reviewed.
    """
    if isinstance(value, bool) or not math.isfinite(value) or abs(value) >= 1e15:
        return None
    shown = shown_by(code)
    if not shown.is_number:
        return None
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_GENERAL_DIGITS}g}")
    if shown.decimals is not None and not isinstance(value, int):
        exact = Decimal(repr(value))
    if shown.unit is Unit.PERCENT and "%" in code:
        exact *= 100
    scaled = exact.scaleb(-3 * shown.scale)
    decimals = _decimals(scaled) if shown.decimals is None else min(shown.decimals, 15)
    step = Decimal((0, (1,), -decimals))
    rounded = scaled.quantize(step, ROUND_HALF_UP, _WIDE)
    text = f"{abs(rounded):,f}".replace(",", HARD_SPACE if shown.grouped else "")
    text = (MINUS if rounded < 0 else "") + text.replace(".", ",")
    if shown.unit is not None:
        text += HARD_SPACE + shown.unit.symbol
    return text, Amount(rounded if rounded else abs(rounded), shown.unit, step)


def _decimals(exact: Decimal) -> int:
    exponent = exact.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0

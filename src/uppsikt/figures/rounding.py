"""From exact to printed values: rounding as a flow, so that everything printed adds up.

Each cell is printed as the floor or the ceiling of its exact value. Which of the two is chosen for
all cells together: the sums are a flow network (``network``) in which "up" is one unit on an arc,
and the choice that stays nearest to the exact values is the cheapest flow (``flow``). The exact
values themselves are a solution in fractions, so a solution in whole numbers always exists.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm
from typing import Generic, TypeVar

from uppsikt.figures.absent import Exact
from uppsikt.figures.errors import UppsiktError
from uppsikt.figures.flow import Arc, cheapest_flow
from uppsikt.figures.network import Sum, Tangle, plan
from uppsikt.figures.swedish import round_half_away, value_text
from uppsikt.figures.unit import Unit

K = TypeVar("K", bound=Hashable)


class SettleError(UppsiktError):
    """The cells cannot be printed so that everything that was asked for holds."""


@dataclass(frozen=True)
class Settlement(Generic[K]):
    """Printed values in whole units, and the cells whose earlier printed value could not stand.

    ``moved`` holds only cells whose exact value is the same as when they were printed before.
    """

    printed: dict[K, int]
    moved: tuple[K, ...]


def settle(
    exact: Mapping[K, Exact],
    sums: Sequence[tuple[K, Sequence[K]]],
    *,
    unit: Unit,
    decimals: int = 0,
    nearest: Collection[K] = (),
    earlier: Mapping[K, tuple[Exact, int]] | None = None,
    wished: Mapping[K, Exact] | None = None,
) -> Settlement[K]:
    """Choose the printed value of every cell so that every sum of printed values holds.

    ``exact`` is in base units and holds numbers only (leave absent cells and their sums out);
    ``sums`` are pairs of a total and its parts. Each cell becomes the floor or the ceiling of its
    exact value in ``unit``. With ``decimals`` all printed values, also the earlier ones, count the
    last decimal: 217,0 mnkr is 2170. Demands in falling order:

    1. cells in ``nearest`` are the nearest whole number, a half away from zero (one cell per
       connected table always can be, several at once perhaps not);
    2. ``earlier`` (exact value then, printed value then) is kept where the exact value is the same;
    3. the sum of distances to the exact values is the least possible, with the distance to
       ``wished`` (base units) added for the cells that have one; so a column can be settled with
       its differences to a column already printed in mind;
    4. a half goes away from zero.

    A sum whose parts stand in no other sum is settled after its total, so detail never moves the
    figures above it. The same input always gives the same output. Raises ``SettleError`` if exact
    sums do not hold, if the sums cannot be a network, or if a ``nearest`` cell cannot be.
    """
    earlier = earlier or {}
    cells = _Cells(exact, unit.step(decimals), nearest, earlier, wished or {})
    equations = [Sum(total, tuple(parts)) for total, parts in sums]
    for equation in equations:
        _refuse_unsound(equation, exact, unit)
    order = plan(equations, nearest)
    if isinstance(order, Tangle):
        raise _tangled(order.cell)
    later = {part for split in order.splits for part in split.parts}
    first = [cell for cell in exact if cell not in later]
    printed: dict[K, int] = {}
    _choose(cells, first, order.together, order.signs, printed)
    for split in order.splits:
        _choose(cells, split.parts, (split,), (1,), printed)
    moved = tuple(
        cell
        for cell in exact
        if cell in earlier and earlier[cell][0] == exact[cell] and earlier[cell][1] != printed[cell]
    )
    return Settlement({cell: printed[cell] for cell in exact}, moved)


class _Cells(Generic[K]):
    """What one cell may become and what it costs, in whole numbers."""

    def __init__(
        self,
        exact: Mapping[K, Exact],
        factor: Fraction,
        nearest: Collection[K],
        earlier: Mapping[K, tuple[Exact, int]],
        wished: Mapping[K, Exact],
    ) -> None:
        self.value = {cell: Fraction(value) / factor for cell, value in exact.items()}
        self.floor = {cell: floor(value) for cell, value in self.value.items()}
        self._nearest = nearest
        wishes = {cell: Fraction(wish) / factor for cell, wish in wished.items()}
        self._earlier = {
            cell: before[1]
            for cell, before in earlier.items()
            if cell in exact and before[0] == exact[cell]
        }
        shares = [*self.value.values(), *wishes.values()]
        self._scale = lcm(*(share.denominator for share in shares)) if shares else 1
        self._wished = {cell: self._scaled(wish) for cell, wish in wishes.items()}
        # Ties weigh 1, a distance more than all ties, an earlier value more than all distances.
        self._distance_weight = 2 * len(self.value) + 1
        self._earlier_weight = self._distance_weight * 4 * self._scale * (len(self.value) + 1)

    def fixed(self, cell: K) -> int | None:
        """The printed value if there is no choice, else None."""
        if self.value[cell].denominator == 1:
            return self.floor[cell]
        return round_half_away(self.value[cell]) if cell in self._nearest else None

    def pinned(self, cells: Iterable[K]) -> list[K]:
        """Those of the cells that were asked to be the nearest and had a choice."""
        return [
            cell for cell in cells if cell in self._nearest and self.value[cell].denominator > 1
        ]

    def cost_of_up(self, cell: K) -> int:
        """How much more the ceiling costs than the floor; negative if the ceiling is better."""
        value, down = self._scaled(self.value[cell]), self.floor[cell]
        farther = self._farther(value, down)
        if cell in self._wished:
            farther += self._farther(self._wished[cell], down)
        cost = farther * self._distance_weight
        cost += -1 if value > 0 else 1
        before = self._earlier.get(cell)
        if before == down:
            cost += self._earlier_weight
        elif before == down + 1:
            cost -= self._earlier_weight
        return cost

    def _scaled(self, value: Fraction) -> int:
        """The value in the parts of a unit in which all values are whole numbers."""
        return value.numerator * (self._scale // value.denominator)

    def _farther(self, value: int, down: int) -> int:
        """How many parts farther down + 1 is from the value than down is (within one unit)."""
        below = value - down * self._scale
        return abs(self._scale - below) - abs(below)


def _choose(
    cells: _Cells[K],
    open_cells: Iterable[K],
    equations: Sequence[Sum[K]],
    signs: Sequence[int],
    printed: dict[K, int],
) -> None:
    """Print the open cells so that the equations hold with what is printed already."""
    places = _places(equations, signs)
    outside = len(equations)
    supply = [0] * (outside + 1)
    flexible: list[K] = []
    for cell in open_cells:
        fixed = cells.fixed(cell)
        printed[cell] = cells.floor[cell] if fixed is None else fixed
        if fixed is None:
            flexible.append(cell)
    for cell, (plus, minus) in places.items():
        supply[plus] -= printed[cell]
        supply[minus] += printed[cell]
    arcs = [Arc(*places.get(cell, (outside, outside)), cells.cost_of_up(cell)) for cell in flexible]
    flow = cheapest_flow(arcs, supply)
    if flow is None:
        raise _not_nearest(cells.pinned(places))
    for cell, up in zip(flexible, flow, strict=True):
        printed[cell] += up


def _places(equations: Sequence[Sum[K]], signs: Sequence[int]) -> dict[K, tuple[int, int]]:
    """For each cell the equation it stands in with plus and the one with minus.

    Where it stands in one only, the other is the node outside all equations.
    """
    outside = len(equations)
    places: dict[K, tuple[int, int]] = {}
    for node, (equation, sign) in enumerate(zip(equations, signs, strict=True)):
        weights = [(equation.total, sign), *((part, -sign) for part in equation.parts)]
        for cell, weight in weights:
            plus, minus = places.get(cell, (outside, outside))
            places[cell] = (node, minus) if weight > 0 else (plus, node)
    return places


def _refuse_unsound(equation: Sum[K], exact: Mapping[K, Exact], unit: Unit) -> None:
    """Refuse a sum with unknown or repeated cells, and one that does not hold exactly."""
    members = (equation.total, *equation.parts)
    unknown = [str(cell) for cell in members if cell not in exact]
    if unknown:
        raise SettleError("En summa innehåller celler utan värde.", values=unknown)
    if len(set(members)) < len(members):
        raise SettleError(
            "En cell står två gånger i samma summa.", values=[str(cell) for cell in members]
        )
    total, parts = exact[equation.total], sum(exact[part] for part in equation.parts)
    if total != parts:
        raise SettleError(
            "En summa stämmer inte före avrundning.",
            where=str(equation.total),
            values=[
                f"summan är {value_text(total, unit)}",
                f"delarna är tillsammans {value_text(parts, unit)}",
            ],
            why="Avrundning kan inte rätta summor som skiljer sig i öre.",
        )


def _tangled(cell: object) -> SettleError:
    """The error for sums that cross each other in more ways than a table can."""
    return SettleError(
        "Summorna går inte att avrunda tillsammans.",
        where=str(cell),
        why="Cellen står i så många summor att de inte alltid kan stämma i hela enheter.",
        todo="Ta bort en summa som redan följer av de andra.",
    )


def _not_nearest(cells: Sequence[object]) -> SettleError:
    """The error for ``nearest`` cells that exclude each other."""
    return SettleError(
        "Alla celler som ska avrundas till närmaste heltal kan inte göra det samtidigt.",
        values=[str(cell) for cell in cells],
        todo="Begär närmaste heltal bara för tabellens totalsumma.",
    )

"""All committees together: sums, the internal entries in them, and the sums without those.

Pure: from what each committee has to printed figures in one unit. What the words mean stands in
`facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import Cell
from uppsikt.figures import (
    NOT_COMPUTABLE,
    Absent,
    Exact,
    Figure,
    FigureBook,
    Name,
    Relation,
    Side,
    Subject,
    Unit,
    Value,
    What,
    net_cost,
    round_half_away,
    settle,
    total,
    variance,
    without_internal,
)
from uppsikt.followup.together.facts import (
    SIDES,
    Committee,
    Entry,
    Facts,
    Pair,
    Scale,
    external,
    in_pair,
    internal,
    whole,
)


@dataclass(frozen=True)
class Together:
    """The sums, exact in öre and printed in steps of the scale.

    `moved` are committees' figures that stand otherwise in their own reports, so that the sum
    holds here.
    """

    facts: Facts
    scale: Scale
    pairs: tuple[Pair, ...]
    exact: FigureBook
    printed: FigureBook
    moved: tuple[Name, ...]

    def cell(self, name: Name) -> Cell:
        """The table cell of a figure."""
        value = self.printed.value(name)
        if isinstance(value, Absent):
            return Cell(absent=value)
        exact = Fraction(_number(self.exact.value(name))) / Fraction(self.scale.unit.factor)
        shown = Decimal(exact.numerator) / Decimal(exact.denominator)
        return Cell(printed=int(value // self.scale.step), exact=shown)

    def of(self, what: What, slug: str = "") -> Name:
        """The name of a committee's figure, or of all together (of those that have it)."""
        year = what in (What.GRANT, What.BUDGET, What.FORECAST, What.FORECAST_VARIANCE)
        return Name(what, Subject(slug), self.facts.year if year else self.facts.to_date)

    def lacking(self, what: What) -> tuple[Committee, ...]:
        """The committees that have no such figure."""
        return tuple(
            one
            for one in self.facts.committees
            if isinstance(self.exact.value(self.of(what, one.slug)), Absent)
        )


def add_up(facts: Facts, scale: Scale) -> Together:
    """Sum the committees, with and without internal entries, and settle what is printed.

    Raises Contradiction where a committee's income, cost and net do not agree.
    """
    pairs = tuple(_pairs(facts))
    exact = FigureBook()
    for figure in (*_committee_figures(facts), *_pair_figures(facts, pairs)):
        exact.add(figure)
    exact.fill([*_relations(facts, pairs), *_variances(facts, exact)])
    printed, moved = _printed(facts, pairs, exact, scale)
    return Together(facts, scale, pairs, exact, printed, moved)


def _pairs(facts: Facts) -> Iterator[Pair]:
    """The pairs with internal entries, by the names of seller and buyer."""
    booked = {one.slug for one in facts.booked}
    found: dict[Pair, None] = {}
    for entry in facts.entries:
        seller, buyer = _ends(entry)
        found[Pair(seller, buyer, seller in booked, buyer in booked, entry.side is None)] = None
    yield from sorted(
        found,
        key=lambda one: (facts.name_of(one.seller), facts.name_of(one.buyer), one.is_sideless),
    )


def _ends(entry: Entry) -> tuple[str, str]:
    """Seller and buyer: an income is the seller's row, a cost the buyer's."""
    if entry.side is Side.COST:
        return entry.counterpart, entry.committee
    return entry.committee, entry.counterpart


def _committee_figures(facts: Facts) -> Iterator[Figure]:
    for one in facts.committees:
        yield _figure(Name(What.GRANT, Subject(one.slug), facts.year), one.grant, "kommunbidraget")
        yield _figure(Name(What.BUDGET, Subject(one.slug), facts.year), one.budget, "budgeten")
        yield _figure(Name(What.FORECAST, Subject(one.slug), facts.year), one.forecast, "prognosen")
        values = {Side.INCOME: one.income, Side.COST: one.cost, Side.NET: one.actual}
        for side, value in values.items():
            name = Name(What.ACTUAL, Subject(one.slug, side=side), facts.to_date)
            yield _figure(name, value, "huvudboken")


def _pair_figures(facts: Facts, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """Income and cost of each pair as far as they are in the books; nothing booked is zero."""
    sums: dict[tuple[str, str, Side | None], int] = {}
    for entry in facts.entries:
        key = (*_ends(entry), entry.side)
        sums[key] = sums.get(key, 0) + entry.amount
    for pair in pairs:
        if pair.is_sideless:
            amount = sums[pair.seller, pair.buyer, None]
            yield _figure(in_pair(facts, pair, Side.NET), amount, "huvudboken")
            for side in (Side.INCOME, Side.COST):
                yield _figure(in_pair(facts, pair, side), NOT_COMPUTABLE, "konton utan slag")
            continue
        for side, is_booked in ((Side.INCOME, pair.has_seller), (Side.COST, pair.has_buyer)):
            if is_booked:
                amount = sums.get((pair.seller, pair.buyer, side), 0)
                yield _figure(in_pair(facts, pair, side), amount, "huvudboken")
    for side in SIDES:
        if facts.booked and not any(_is_in(pair, side) for pair in pairs):
            yield _figure(internal(facts, side), 0, "inga interna poster")


def _figure(name: Name, value: Value, source: str) -> Figure:
    return Figure(name, value, Unit.TKR, source)


def _relations(facts: Facts, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """The sums of those that have figures, and what is taken out of them."""
    yield from _column_sums(facts)
    if not facts.booked:
        return
    for one in facts.booked:
        yield net_cost(
            *(Name(What.ACTUAL, Subject(one.slug, side=s), facts.to_date) for s in _NET_FIRST)
        )
    for side in (Side.INCOME, Side.COST):
        parts = [Name(What.ACTUAL, Subject(o.slug, side=side), facts.to_date) for o in facts.booked]
        yield total(whole(facts, side), parts)
    yield from _taken_out(facts, pairs)


_NET_FIRST = (Side.NET, Side.INCOME, Side.COST)


def _column_sums(facts: Facts) -> Iterator[Relation]:
    """Each column's sum over the committees that have a figure in it."""
    columns = (
        (What.GRANT, facts.year, [one for one in facts.committees if _known(one.grant)]),
        (What.BUDGET, facts.year, [one for one in facts.committees if _known(one.budget)]),
        (What.FORECAST, facts.year, [one for one in facts.committees if _known(one.forecast)]),
        (What.ACTUAL, facts.to_date, list(facts.booked)),
    )
    for what, when, having in columns:
        if having:
            parts = [Name(what, Subject(one.slug), when) for one in having]
            yield total(Name(what, Subject(""), when), parts)


def _taken_out(facts: Facts, pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Sum = without internal + internal, side by side; the internal entries by pair."""
    for pair in pairs:
        if pair.is_sideless:
            continue
        net, income, cost = (in_pair(facts, pair, side) for side in _NET_FIRST)
        if pair.has_seller and pair.has_buyer:
            yield net_cost(net, income, cost)
        else:
            yield total(net, [income if pair.has_seller else cost])
    for side in SIDES:
        parts = [in_pair(facts, pair, side) for pair in pairs if _is_in(pair, side)]
        if parts:
            yield total(internal(facts, side), parts)
        yield without_internal(whole(facts, side), external(facts, side), internal(facts, side))
    for of in (whole, internal, external):
        yield net_cost(*(of(facts, side) for side in _NET_FIRST))


def _is_in(pair: Pair, side: Side) -> bool:
    """Whether the pair has an amount on the side, in the books that are summed."""
    if side is Side.NET or pair.is_sideless:
        return True
    return pair.has_seller if side is Side.INCOME else pair.has_buyer


def _variances(facts: Facts, book: FigureBook) -> Iterator[Relation]:
    """Forecast − budget of each committee, and the sum of those that are known."""
    year, known = facts.year, []
    for one in facts.committees:
        subject = Subject(one.slug)
        names = [
            Name(w, subject, year) for w in (What.FORECAST_VARIANCE, What.FORECAST, What.BUDGET)
        ]
        yield variance(names[0], names[1], names[2])
        if all(_known(book.value(name)) for name in names[1:]):
            known.append(names[0])
    if known:
        yield total(Name(What.FORECAST_VARIANCE, Subject(""), year), known)


def _printed(
    facts: Facts, pairs: Sequence[Pair], exact: FigureBook, scale: Scale
) -> tuple[FigureBook, tuple[Name, ...]]:
    """The printed figures, as öre, and the committees' own that had to give way."""
    sums = [*_column_sums(facts), *(_taken_out(facts, pairs) if facts.booked else ())]
    # These two follow from the rest, and a cell can stand in two sums only.
    follow = {internal(facts), external(facts)}
    sums = [one for one in sums if not (one.identity.code == "net_cost" and one.result in follow)]
    printed: dict[Name, int] = {}
    moved: list[Name] = []
    for whats in ((What.GRANT,), (What.BUDGET,), (What.FORECAST,), _BOOKED):
        values = {
            name: _number(exact.value(name))
            for name in exact.names()
            if name.what in whats and _known(exact.value(name)) and not _is_side_of_one(name)
        }
        plans = {
            name: printed[plan]
            for name in values
            if name.what is What.FORECAST
            and (plan := Name(What.BUDGET, name.of, name.when)) in printed
        }
        wished = {
            name: values[name] - _number(exact.value(Name(What.BUDGET, name.of, name.when)))
            + plan * scale.step
            for name, plan in plans.items()
        }  # fmt: skip
        settled, gave_way = _settled(values, sums, wished, scale)
        printed.update(settled)
        moved += gave_way
    return _book(facts, exact, printed, scale), tuple(moved)


_BOOKED = (What.ACTUAL, What.INTERNAL, What.EXTERNAL)


def _settled(
    values: Mapping[Name, Exact],
    sums: Sequence[Relation],
    wished: Mapping[Name, Exact],
    scale: Scale,
) -> tuple[dict[Name, int], list[Name]]:
    """Settle one column; a committee keeps the nearest value, as in its report, where it can."""
    at = {name: number for number, name in enumerate(values)}
    tied = [one for one in sums if all(name in at for name in one.names)]
    own = [name for name in values if name.of.committee and name.what is not What.INTERNAL]
    settlement = settle(
        {number: values[name] for name, number in at.items()},
        [(at[one.result], [at[name] for _, name in one.terms]) for one in tied],
        unit=scale.unit,
        decimals=scale.decimals,
        nearest={
            number
            for name, number in at.items()
            if name.of == Subject("") and name.what not in (What.INTERNAL, What.EXTERNAL)
        },
        earlier={
            at[name]: (values[name], round_half_away(Fraction(values[name]) / scale.step))
            for name in own
        },
        wished={at[name]: wish for name, wish in wished.items()},
    )
    names = list(values)
    return (
        {names[number]: value for number, value in settlement.printed.items()},
        [names[number] for number in settlement.moved],
    )


def _is_side_of_one(name: Name) -> bool:
    """One committee's income or cost: known, but printed nowhere here."""
    return name.what is What.ACTUAL and bool(name.of.committee) and name.of.side is not Side.NET


def _book(facts: Facts, exact: FigureBook, printed: Mapping[Name, int], scale: Scale) -> FigureBook:
    book = FigureBook()
    for name in exact.names():
        value = exact.value(name)
        if name.what is What.FORECAST_VARIANCE or _is_side_of_one(name):
            continue
        shown = value if isinstance(value, Absent) else printed[name] * scale.step
        book.add(Figure(name, shown, scale.unit, "tryckt värde"))
    book.fill(list(_variances(facts, book)))
    return book


def _known(value: Value) -> bool:
    return not isinstance(value, Absent)


def _number(value: Value) -> Exact:
    if isinstance(value, Absent):
        raise TypeError("an absent value is no number")
    return value

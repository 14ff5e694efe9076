"""Amounts and sums that follow months other than those their label names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from uppsikt.figures import (
    HARD_SPACE,
    Exact,
    Name,
    Relation,
    Unit,
    Value,
    find_contradictions,
    mean,
    number,
    priced,
    to_date,
)
from uppsikt.reading import Document, Piece, Text, joined
from uppsikt.review.lexicon.vocabulary import month
from uppsikt.review.material import Material
from uppsikt.review.model import Cure, Finding, Mark, Place
from uppsikt.review.printed import Printed, local, marks_of, text_mark
from uppsikt.review.registry import rule
from uppsikt.review.tables.months import Entry, Months, Other, Series, contiguous, span_text, within
from uppsikt.review.tables.over_months import Over, sum_of, summaries

_AMOUNT, _COUNT, _PRICE = local("belopp"), local("antal"), local("pris")
_WORD = r"((?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]{0,6})\.?"
_SPAN = re.compile(
    rf"\b{_WORD} ?(?:[-–—]|till och med|t ?\.? ?o ?\.? ?m ?\.?|till) ?{_WORD}", re.IGNORECASE
)
_UNTIL = re.compile(rf"\b(?:till och med|t ?\.? ?o ?\.? ?m ?\.?) {_WORD}", re.IGNORECASE)


@rule("period-months", "Periodens månader")
def check_period_months(material: Material) -> Iterable[Finding]:
    """What is labelled January to September is made of those months and of no others.

    Amounts that are one price for each person and month tell which months they are for: a price in
    whole öre that is exactly the same in two columns or more is no chance. If such a price exists
    for other months than the label names, and none for those it names, the label (or the amount)
    is out of date. So it is with a sum that is not of the months it names but of others in the
    table.
    """
    for one in material.reviewed:
        for series in one.series:
            for index, label in _labelled_amounts(series, one.document):
                yield from _amounts(series, index, label)
            if not one.protected:
                yield from _sums(series)


@dataclass(frozen=True)
class _Priced:
    """An amount with the monthly counts in its column."""

    amount: Printed
    entries: tuple[Entry, ...]

    def counts(self, last: int) -> list[Printed]:
        """The counts through a month."""
        return [one.printed for one in self.entries if one.printed and one.months[1] <= last]

    def summed(self, last: int) -> tuple[Relation, dict[Name, Value]]:
        """The months through ``last`` as a sum, and their values."""
        counts = self.counts(last)
        names = [local(str(place)) for place in range(len(counts))]
        values: dict[Name, Value] = {
            name: one.value for name, one in zip(names, counts, strict=True)
        }
        return to_date(_COUNT, names), values

    def prices(self, last: int) -> tuple[Exact, Exact, Exact] | None:
        """The least, nearest and greatest price in öre that the months through ``last`` allow."""
        relation, values = self.summed(last)
        count = relation.computed(values)
        if not isinstance(count, int) or count < 1:
            return None
        price = mean(_PRICE, _AMOUNT, count)
        amount, half = self.amount.value, self.amount.half
        low, middle, high = (
            price.computed({_AMOUNT: value}) for value in (amount - half, amount, amount + half)
        )
        assert isinstance(low, Exact)
        assert isinstance(middle, Exact)
        assert isinstance(high, Exact)
        return low, middle, high

    def follows(self, price: int, last: int) -> bool:
        """Whether the amount is exactly the price times the counts through a month."""
        relation, values = self.summed(last)
        figures = [one.figure(name, 0) for one, name in zip(self.counts(last), values, strict=True)]
        stated = self.amount.figure(_AMOUNT, 0)
        return not find_contradictions(
            [*figures, stated], [relation, priced(_AMOUNT, _COUNT, price)]
        )


def months_in(label: str) -> Months | None:
    """The span of months that a label names among other words: ``Överfört jan-sep (kr)``."""
    plain = " ".join(label.split())
    if found := _SPAN.search(plain):
        first, last = month(found[1]), month(found[2])
        return (first, last) if first and last and first < last else None
    if found := _UNTIL.search(plain):
        last = month(found[1])
        return (1, last) if last else None
    return None


def _labelled_amounts(series: Sequence[Series], document: Document) -> Iterator[tuple[int, Text]]:
    """The rows among the months that name a span and hold an amount in two columns or more."""
    for index in range(len(series[0].items)):
        found = [one.items[index] for one in series if index < len(one.items)]
        amounts = [item for item in found if isinstance(item, Other) and item.printed]
        if len(amounts) >= 2 and amounts[0].printed:
            label = amounts[0].label
            label = label if label.text else _above(amounts[0].printed, document)
            if months_in(label.text):
                yield index, label


def _above(printed: Printed, document: Document) -> Text:
    """The words right above a row's figures, for a row whose label stands on lines of its own."""
    line = min((span.line for span in printed.number.spans), default=0)
    start = line
    while start and not document.lines[start - 1].text.strip():
        start -= 1
    end = start
    while start and end - start < _MOST_LINES and _words_only(document.lines[start - 1].text):
        start -= 1
    found = []
    for at in range(start, end):
        text = document.lines[at].text
        bare = text.strip()
        found.append(Text(bare, (Piece(0, at, text.index(bare), len(bare)),)))
    return joined(found)


_MOST_LINES = 3
"""A label is not broken over more lines than this."""


def _words_only(text: str) -> bool:
    return bool(text.strip()) and not any(map(str.isdigit, text))


def _amounts(series: Sequence[Series], index: int, label: Text) -> Iterator[Finding]:
    """The finding on a row of amounts that follow other months than those it names."""
    named = months_in(label.text)
    columns = [one for each in series if (one := _column(each, index))]
    if named is None or len(columns) < 2:
        return
    last = max(entry.months[1] for one in columns for entry in one.entries)
    if any(one.entries[0].months[0] != named[0] for one in columns) or last < named[1]:
        return
    if _any_common(columns, named[1]):
        return
    found = {
        until: agreed
        for until in range(named[0] + 2, last + 1)
        if until != named[1] and (agreed := _agreed(columns, until))
    }
    if len(found) == 1:
        ((until, (price, agreeing)),) = found.items()
        if len(agreeing) * 2 > len(columns) or len(agreeing) >= 3:
            yield _amount_finding(label, named, until, price, (agreeing, columns))


def _column(series: Series, index: int) -> _Priced | None:
    """The amount in a row and the counts of its column, if they can be held together."""
    item = series.items[index]
    if not isinstance(item, Other) or item.printed is None or item.printed.value == 0:
        return None
    kronor = _in_kronor(item.printed)
    whole = all(one.unit is Unit.COUNT and one.decimals == 0 for one in series.values)
    readable = not series.table.unread and not any(entry.hidden for entry in series.entries)
    if kronor is None or not (whole and readable and contiguous(series.entries)):
        return None
    return _Priced(kronor, series.entries)


def _in_kronor(amount: Printed) -> Printed | None:
    """An amount printed in kronor; a bare number among counts is taken as one."""
    if amount.unit is Unit.KR:
        return amount
    if amount.stated:
        return None
    factor = Unit.KR.factor
    return replace(amount, value=amount.value * factor, half=amount.half * factor)


def _any_common(columns: Sequence[_Priced], last: int) -> bool:
    """Whether two columns can have one price for the months through ``last``."""
    prices = sorted(found for one in columns if (found := one.prices(last)))
    return any(
        one[0] <= other[2] and other[0] <= one[2]
        for place, one in enumerate(prices)
        for other in prices[place + 1 :]
    )


def _agreed(columns: Sequence[_Priced], last: int) -> tuple[int, list[_Priced]] | None:
    """The price in whole öre that most columns share for the months through ``last``."""
    best: tuple[int, list[_Priced]] | None = None
    for one in columns:
        price = one.prices(last)
        if price is None or not isinstance(price[1], int):
            continue
        agreeing = [other for other in columns if other.follows(price[1], last)]
        different = {tuple(count.value for count in each.counts(last)) for each in agreeing}
        if len(different) >= 2 and (best is None or len(agreeing) > len(best[1])):
            best = price[1], agreeing
    return best


def _amount_finding(
    label: Text,
    named: Months,
    until: int,
    price: int,
    columns: tuple[Sequence[_Priced], Sequence[_Priced]],
) -> Finding:
    """The finding on a row's label, with the amounts and the months that tell it wrong."""
    agreeing, every = columns
    deciding = (min(named[1], until) + 1, max(named[1], until))
    numbers = [one.amount for one in agreeing]
    numbers += [
        entry.printed
        for one in agreeing
        for entry in within(one.entries, deciding)
        if entry.printed
    ]
    kronor = (
        number(Fraction(price) / Fraction(Unit.KR.factor), 0 if price % 100 == 0 else 2)
        + HARD_SPACE
        + "kr"
    )
    real = span_text((named[0], until))
    return Finding(
        code="period-months",
        message=(
            f"”{_plain(label)}” gäller inte de månaderna: beloppen är {kronor} gånger antalet "
            f"{real} i {len(agreeing)} av {len(every)} kolumner, och för {span_text(named)} finns "
            "inget gemensamt pris."
        ),
        marks=(_label_mark(label, numbers[0].file), *marks_of(numbers)),
        values=tuple(one.named(place) for place, one in enumerate(numbers, 1)),
        expected=real,
        cures=(_label_cure(label, numbers[0].file, (named[0], until)),),
    )


def _plain(label: Text) -> str:
    return " ".join(label.text.split())


def _label_mark(label: Text, file: int) -> Mark:
    return text_mark(label.spans(), file, _plain(label))


def _label_cure(label: Text, file: int, months: Months) -> Cure:
    """The label with the months that the figures are of."""
    found = _SPAN.search(label.text) or _UNTIL.search(label.text)
    start, end = found.span() if found else (0, len(label.text))
    words = " ".join(label.text[start:end].split())
    return Cure(Place(file, label.spans(start, end)), words, span_text(months))


def _sums(series: Sequence[Series]) -> Iterator[Finding]:
    """The findings on sums that are not of the months they name but of others in the table."""
    wrong = [
        (over, until)
        for one in series
        if not one.is_rate
        for over in summaries(one)
        if over.summary.kind == "sum" and (until := _other_end(over))
    ]
    for over, until in wrong:
        same = [
            one for one, end in wrong if end == until and one.summary.months == over.summary.months
        ]
        if len(same) >= 2 or (over.printed.unit.is_money and over.printed.stated):
            yield _sum_finding(over, until)


def _other_end(over: Over) -> int | None:
    """The month that a sum really goes to, if that is another than its label says."""
    named = over.summary.months
    if not (named and over.whole and contiguous(over.since)):
        return None
    if any(entry.hidden for entry in over.since) or sum_of(over, over.base) is None:
        return None
    ends = [
        entry.months[1]
        for entry in over.since
        if entry.printed
        and entry.printed.value
        and entry.months[1] not in (named[0], named[0] + 1)
        and sum_of(over, within(over.since, (named[0], entry.months[1]))) is None
    ]
    return ends[0] if len(ends) == 1 else None


def _sum_finding(over: Over, until: int) -> Finding:
    """The finding on a sum's label, with the sum and the months that its label leaves out."""
    named = over.summary.months
    assert named is not None, "only a label that names its months is held against them"
    deciding = (min(named[1], until) + 1, max(named[1], until))
    numbers = [over.printed]
    numbers += [one.printed for one in within(over.since, deciding) if one.printed]
    real = span_text((named[0], until))
    file = over.printed.file
    return Finding(
        code="period-months",
        message=(
            f"”{over.printed.where}” är {over.printed.as_printed}, vilket är summan av {real} och "
            f"inte av {span_text(named)}."
        ),
        marks=(_label_mark(over.summary.label, file), *marks_of(numbers)),
        values=tuple(one.named(place) for place, one in enumerate(numbers, 1)),
        expected=real,
        cures=(_label_cure(over.summary.label, file, (named[0], until)),),
    )

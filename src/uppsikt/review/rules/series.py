"""Means and sums over months, and zeros that may stand for months without a value."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from uppsikt.figures import Exact, Period, mean, round_half_away, tidy, value_text
from uppsikt.figures import Finding as Contradicted
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Cure, Finding, Severity
from uppsikt.review.printed import Printed, marks_of
from uppsikt.review.registry import rule
from uppsikt.review.tables.months import Entry, Months, Series, valued
from uppsikt.review.tables.over_months import (
    MEAN,
    SUM,
    Over,
    figures_of,
    mean_of,
    sum_of,
    summaries,
)
from uppsikt.review.tables.skipped import skipped


def _means(one: Reviewed) -> list[Over]:
    """The means over months in a document that months weigh alike in."""
    return [
        over
        for series in one.series
        for each in series
        if each.weighs_alike
        for over in summaries(each)
        if over.summary.kind == "mean" and valued(over.base)
    ]


def _mean_fits(over: Over) -> bool:
    """Whether the mean is that of some months that it may honestly be taken over."""
    for entries in over.readings():
        count = len(valued(entries))
        if count and any(mean_of(over, entries, n) is None for n in {count, len(entries)}):
            return True
    return False


@rule("month-mean", "Medel av månader")
def check_month_mean(material: Material) -> Iterable[Finding]:
    """A mean over months is their sum divided by how many they are, rounded to the printed step.

    Counts of people are exact, so a mean of counts may lie at most half a step from their mean:
    62,29 is printed 62, not 63. Months without a value are left out, and so may zeros be; a mean
    that holds for any such choice of months is silent. Shares and prices have weighted means and
    are left alone. A mean that is less than a step off is a contradiction only if another mean in
    the report shows that it does not always round up, or always down.
    """
    for one in material.reviewed:
        means = _means(one)
        for over in means:
            if over.whole and not _zero_over_months(over) and not _mean_fits(over):
                found = mean_of(over, over.base)
                if found:
                    yield _mean_finding(over, found, _severity(over, found, means))


def _severity(over: Over, found: Contradicted, means: Sequence[Over]) -> Severity:
    """A note if the mean may be rounded one way only, and nothing in the report denies it."""
    apart = Fraction(found.difference)
    if abs(apart) >= over.printed.step:
        return "contradiction"
    others = [one for one in means if one is not over and one.whole]
    exact = [one for one in others if mean_of(one, one.base) is None]
    other_way = any(apart * _rounded_by(one) < 0 for one in exact)
    sure = other_way and len(exact) >= _MOST_EXACT and len(exact) * 2 > len(others)
    return "contradiction" if sure else "note"


_MOST_EXACT = 2
"""So many other means must be exact for one that is less than a step off to be wrong."""


def _rounded_by(over: Over) -> Exact:
    """How far a printed mean lies above the mean of its months, by rounding."""
    figures, summed = figures_of(over, over.base)
    relation = mean(MEAN, SUM, len(figures))
    total = summed.computed({figure.name: figure.value for figure in figures})
    exact = relation.computed({SUM: total})
    return over.printed.value - exact if isinstance(exact, Exact) else 0


def _mean_finding(over: Over, found: Contradicted, severity: Severity) -> Finding:
    """The finding on a mean, with every month it is taken over."""
    printed = over.printed
    rounded = _rounded(found.expected, printed)
    values = (printed, *valued(over.base))
    return Finding(
        code="month-mean",
        severity=severity,
        message=(
            f"”{printed.where}” är {printed.as_printed} men månadernas medelvärde är "
            f"{printed.text(found.expected, 2)}."
        ),
        marks=marks_of(values),
        values=tuple(one.named(place) for place, one in enumerate(values)),
        expected=printed.text(found.expected, 2),
        tolerance=_tolerance(printed, found.tolerance),
        cures=(printed.cure(rounded),),
    )


def _rounded(value: Exact, like: Printed) -> Exact:
    """A value rounded to the last digit that a number is printed with."""
    return tidy(round_half_away(Fraction(value) / Fraction(like.step)) * like.step)


def _tolerance(printed: Printed, value: Exact) -> str:
    """What rounding could explain, as printed."""
    text = value_text(value, printed.unit)
    return text if printed.stated else text.rsplit("\u00a0", 1)[0]


@rule("month-sum", "Summa av månader")
def check_month_sum(material: Material) -> Iterable[Finding]:
    """A sum to date is the sum of its months (or of a first span and the months after it).

    A sum row under counts may be something else, such as how many different households there were
    in the year. So a sum is a contradiction only where another column shows that the row sums the
    months, or where the amounts are money and what is printed is near their sum.
    """
    for one in material.reviewed:
        if one.protected:
            continue
        for series in one.series:
            sums = [over for each in series for over in _sums(each)]
            for over in sums:
                found = sum_of(over, over.base) if over.whole else None
                if found and _is_sum(over, found, sums) and not _sum_fits(over):
                    yield _sum_finding(over, found)


def _sums(series: Series) -> list[Over]:
    """The sums of a series."""
    if series.is_rate:
        return []
    return [over for over in summaries(series) if over.summary.kind == "sum"]


def _sum_fits(over: Over) -> bool:
    """Whether the sum is that of some months, or the last of amounts that are summed already."""
    last = [entry for entry in over.base if entry.printed][-1:]
    readings = (*over.readings(), last)
    return any(sum_of(over, entries) is None for entries in readings if valued(entries))


def _is_sum(over: Over, found: Contradicted, sums: Sequence[Over]) -> bool:
    """Whether the row is shown to be the sum of the months."""
    others = [
        other
        for other in sums
        if other is not over
        and other.index == over.index
        and other.whole
        and other.summary.months == over.summary.months
        and any(one.value for one in valued(other.base))
    ]
    fits = sum(1 for other in others if sum_of(other, other.base) is None)
    if others:
        return fits * 2 > len(others) - 1 and fits > 0
    near = abs(Fraction(found.difference)) * 10 <= abs(Fraction(found.expected))
    return over.printed.unit.is_money and over.printed.stated and near


def _sum_finding(over: Over, found: Contradicted) -> Finding:
    """The finding on a sum, with every month and what each would have to be."""
    printed = over.printed
    values = (printed, *valued(over.base))
    return Finding(
        code="month-sum",
        message=(
            f"”{printed.where}” är {printed.as_printed} men månaderna ger "
            f"{printed.text(found.expected)}."
        ),
        marks=marks_of(values),
        values=tuple(one.named(place) for place, one in enumerate(values)),
        expected=printed.text(found.expected),
        tolerance=_tolerance(printed, found.tolerance),
        cures=tuple(_sum_cures(over)),
    )


def _sum_cures(over: Over) -> Iterator[Cure]:
    """What the sum, or any one month, would have to be."""
    figures, summed = figures_of(over, over.base)
    known = {figure.name: figure.value for figure in figures} | {SUM: over.printed.value}
    names = (SUM, *(figure.name for figure in figures))
    for name, printed in zip(names, (over.printed, *valued(over.base)), strict=True):
        value = summed.solved(name, known)
        if isinstance(value, Exact):
            yield printed.cure(value)


_FAR = 5
"""The least that the months before must be for a zero to be strange."""


def _last_zeros(entries: Sequence[Entry]) -> list[Printed]:
    """The zeros at the end of months that are otherwise steady and far from zero."""
    values = list(valued(entries))
    zeros: list[Printed] = []
    while values and values[-1].value == 0:
        zeros.insert(0, values.pop())
    sizes = [abs(Fraction(one.value)) for one in values]
    steady = len(sizes) >= 3 and min(sizes) * 3 >= max(sizes) and min(sizes) >= _least(values)
    return zeros if zeros and steady and len(zeros) * 2 <= len(sizes) else []


def _least(values: Sequence[Printed]) -> Exact:
    return max(one.step for one in values) * _FAR


def _zero_over_months(over: Over) -> bool:
    """Whether a mean or sum is printed as zero, as the last months are, over others that are not.

    Amounts of both signs may cancel out.
    """
    values = valued(over.base)
    sizes = [Fraction(one.value) for one in values if one.value]
    far = len(sizes) >= 3 and (min(sizes) > 0 or max(sizes) < 0)
    return over.printed.value == 0 and values[-1].value == 0 and far


@rule("empty-month-as-zero", "Nolla där uppgift saknas")
def check_empty_month(material: Material) -> Iterable[Finding]:
    """Zero says that there were none; it does not say that nobody has counted yet.

    A mean or sum of zero over months of which several have values cannot be true; nor can a mean
    that has counted one empty month of an even, large series as zero. Zeros in the
    last months of a steady series may be, so they are a note, and only where the same months of
    the other years are not near zero as well.
    """
    for one in material.reviewed:
        for series in one.series:
            for each in series:
                yield from _zeros(each, series, one.period)


def _zeros(series: Series, siblings: Sequence[Series], period: Period | None) -> Iterator[Finding]:
    """The findings on the zeros of one series."""
    wrong = [over for over in summaries(series) if over.whole and _zero_over_months(over)]
    for over in wrong:
        yield _zero_finding(over)
    counted = list(_counted(series, siblings))
    yield from counted
    zeros = [] if counted else _last_zeros(series.entries)
    months = {entry.months for entry in series.entries if entry.printed in zeros}
    to_come = period is not None and any(last > period.last for _, last in months)
    if zeros and not wrong and not to_come and not _always_low(series, months, siblings):
        yield _zero_note(series, zeros)


def _counted(series: Series, siblings: Sequence[Series]) -> Iterator[Finding]:
    """The means of a series that have counted a month without a value as zero."""
    for over in summaries(series):
        if over.summary.kind != "mean" or not over.whole or not series.weighs_alike:
            continue
        month = skipped(over)
        if month and not _gone_elsewhere(series, month, siblings):
            yield _counted_finding(over, month)


def _gone_elsewhere(series: Series, month: Entry, siblings: Sequence[Series]) -> bool:
    """Whether another series of the table has no value in the same month either."""
    return any(
        entry.months == month.months and not (entry.printed and entry.printed.value)
        for other in siblings
        if other is not series
        for entry in other.entries
    )


def _counted_finding(over: Over, month: Entry) -> Finding:
    """A mean over months of which one has no value, or a zero for it."""
    printed = over.printed
    others = [one for one in over.base if one is not month]
    found = mean_of(over, others)
    expected = found.expected if found else printed.value
    values = (printed, *valued(over.base))
    said = "0" if month.printed else "tom"
    return Finding(
        code="empty-month-as-zero",
        message=(
            f"”{printed.where}” är {printed.as_printed} med {month.label} ({said}) räknad som "
            f"noll; de andra månadernas medelvärde är {printed.text(expected, 2)}."
        ),
        marks=marks_of(values),
        values=tuple(one.named(place) for place, one in enumerate(values)),
        expected=printed.text(expected, 2),
        cures=(printed.cure(_rounded(expected, printed)),),
    )


def _always_low(series: Series, months: Collection[Months], siblings: Sequence[Series]) -> bool:
    """Whether another series of the table is at zero in one of the same months, as by season."""
    return any(
        entry.printed is not None and entry.printed.value == 0
        for other in siblings
        if other is not series
        for entry in other.entries
        if entry.months in months
    )


def _zero_finding(over: Over) -> Finding:
    """A mean or sum of zero over months with values."""
    printed = over.printed
    values = (printed, *valued(over.base))
    nonzero = [entry for entry in over.base if entry.printed and entry.printed.value]
    found = (mean_of if over.summary.kind == "mean" else sum_of)(over, nonzero)
    expected = found.expected if found else printed.value
    rounded = _rounded(expected, printed)
    word = "medelvärde" if over.summary.kind == "mean" else "summa"
    return Finding(
        code="empty-month-as-zero",
        message=(
            f"”{printed.where}” är {printed.as_printed} fastän {len(nonzero)} månader har värden; "
            f"deras {word} är {printed.text(expected, 2)}."
        ),
        marks=marks_of(values),
        values=tuple(one.named(place) for place, one in enumerate(values)),
        expected=printed.text(expected, 2),
        cures=(printed.cure(rounded),),
    )


def _zero_note(series: Series, zeros: Sequence[Printed]) -> Finding:
    """Zeros at the end of a series that is otherwise far from zero."""
    before = [one for one in series.values if one not in zeros][-1]
    which = "; ".join(one.where for one in zeros)
    return Finding(
        code="empty-month-as-zero",
        severity="note",
        message=(
            f"{which}: 0 efter {before.as_printed} månaden före. "
            "Noll kan betyda att uppgift saknas."
        ),
        marks=marks_of((*zeros, before)),
        values=tuple(one.named(place) for place, one in enumerate((*zeros, before))),
    )

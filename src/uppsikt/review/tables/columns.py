"""What a column of figures says by its head: what, when, in which unit, and how it may be summed.

The heads are those that Swedish municipalities in general print: ``Utfall ack``, ``Budget helår``,
``Avv prognos``, ``jan-aug 2024``. A head that says nothing known gets no meaning.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from uppsikt.figures import Period, Unit, What
from uppsikt.reading import Table
from uppsikt.review.lexicon.vocabulary import month


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column says of its cells.

    ``what`` and ``when`` are None where the head does not say. ``point`` is true if the head names
    one month (``2022-10``): money is then to date, a count that month's. ``difference`` is a
    column that other columns explain (variance, change); ``total`` one that sums them.
    ``additive`` is false where a sum row cannot be the sum of its rows (means, shares, prices).
    ``plain`` is false where the head sets the column apart from others of its what and when
    (``Prognos mars``, ``Ursprunglig budget``), so that it is compared with nothing elsewhere.
    """

    what: What | None = None
    when: Period | None = None
    unit: Unit | None = None
    point: bool = False
    difference: bool = False
    total: bool = False
    additive: bool = True
    plain: bool = True
    before: bool = False
    """The head says that it is last year's, or an earlier one's."""
    amends: bool = False
    """The head says what decisions have changed of a budget: a transfer, an addition."""


_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]{0,6}\.?"
_YEAR = r"(?:(?:19|20)\d\d)"
_SHORT_YEAR = r"(?:\s*[-–'’´]?\s*(?P<{0}>(?:19|20)?\d\d)(?![\d:%,-]))?"
_DATE = re.compile(rf"\b(?P<year>{_YEAR})[-–](?P<month>0[1-9]|1[0-2])(?:[-–](?:[0-2]\d|3[01]))?\b")
_COMPACT = re.compile(rf"\b(?P<year>{_YEAR})(?P<month>0[1-9]|1[0-2])\b")
_SPAN = re.compile(
    rf"\b(?P<first>{_MONTH})\s*(?:[-–—]|till|t\.?o\.?m\.?)\s*(?P<last>{_MONTH})"
    + _SHORT_YEAR.format("year")
)
_POINT = re.compile(rf"\b(?P<month>{_MONTH})" + _SHORT_YEAR.format("year") + r"(?![a-zåäö])")
_TERTIAL = re.compile(rf"\b(?:t|tertial|delår)\s?(?P<number>[123])\b(?:\s*(?P<year>{_YEAR}))?")
_QUARTER = re.compile(rf"\b(?:kv|q|kvartal)\.?\s?(?P<number>[1-4])\b(?:\s*(?P<year>{_YEAR}))?")
_BARE_YEAR = re.compile(rf"\b(?P<year>{_YEAR})\b")
_BROKEN = re.compile(r"(?<=[a-zåäö])-\s+(?=[a-zåäö])")
_BROKEN_DATE = re.compile(r"(?<=\d)-\s+(?=\d)")
_ENDS_IN_MONTH = re.compile(rf"\b{_MONTH}$")


@lru_cache(maxsize=5_000)
def plain_head(text: str) -> str:
    """A head in small letters, with words and dates that were broken over lines put together."""
    small = " ".join(text.casefold().replace("\u00ad", "").split())
    small = _BROKEN_DATE.sub("-", small)
    parts = _BROKEN.split(small)
    whole = parts[0]
    for part in parts[1:]:
        whole += ("-" if _ENDS_IN_MONTH.search(whole) else "") + part
    return whole


def _year(text: str | None, default: Period | None) -> int | None:
    if not text:
        return default.year if default else None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _spell(year: int | None, first: int | None, last: int | None) -> Period | None:
    if year is None or first is None or last is None or first > last:
        return None
    return Period(year, first, last) if 1900 <= year <= 2999 else None


def head_period(head: str, default: Period | None) -> tuple[Period | None, bool]:
    """The period that a head names, and whether it names only the last month of it.

    A month alone (``2022-10``, ``okt 2022``) is January to that month, for heads of money are to
    date; the flag tells. Without a year it is the report's. None if the head names no period.
    """
    for pattern in (_DATE, _COMPACT):
        if found := pattern.search(head):
            return _spell(int(found["year"]), 1, int(found["month"])), True
    if found := _SPAN.search(head):
        year = _year(found["year"] or _lone_year(head), default)
        return _spell(year, month(found["first"]), month(found["last"])), False
    for pattern, size in ((_TERTIAL, 4), (_QUARTER, 3)):
        if found := pattern.search(head):
            year = _year(found["year"] or _lone_year(head), default)
            return _spell(year, 1, int(found["number"]) * size), False
    found = _POINT.search(head)
    if found and month(found["month"]):
        year = _year(found["year"] or _lone_year(head), default)
        return _spell(year, 1, month(found["month"])), True
    lone = _lone_year(head)
    return (Period.whole_year(int(lone)), False) if lone else (None, False)


def _lone_year(head: str) -> str | None:
    """The one year that a head names; None if none or several."""
    years = set(_BARE_YEAR.findall(head))
    return years.pop() if len(years) == 1 else None


_PER_UNIT = re.compile(
    rf"\bper (?!\d|den\b|sista|tertial|t\d|delår|helår|{_MONTH})"
    r"|kr\s?/|/\s?(?:inv|plats|elev|barn|brukare|tim|dygn|år\b|st\b|person|mån)"
    r"|\b(?:index|kvot|nyckeltal|styckpris|à-pris|pris|poäng|betyg|ranking|snittålder|ålder|nr)\b"
)
_MEAN = re.compile(r"\b(?:medel|medelvärde|medeltal|snitt|genomsnitt\w*)\b")
_SHARE = re.compile(r"%|\bandel\w*|\bprocent|\w+grad(?:en)?\b")
_VARIANCE = re.compile(
    r"avvik|\bavv\b|budgetavv|prognosavv|differens|\bdiff|skillnad|[+]/-|\+/−|underskott"
)
_CHANGE = re.compile(r"förändr|\bförändr|ökning|minskning|\bjmf\b")
_REST = re.compile(r"\b(?:återst\w+|kvar\w*|resultat)\b")
_FORECAST = re.compile(r"prognos|\bprog\b|förväntat utfall|beräknat utfall|bedömt utfall")
_BUDGET = re.compile(r"budget|\bram\b|kommunbidrag|\bplan(?:erat)?\b")
_ORIGINAL = re.compile(r"\bursprunglig|\burspr\b")
_AMENDS = re.compile(
    r"\b(?:budget|ram)?(?:ändring|justering|förändring)(?:ar|en|arna)?\b|\bomföring|\bomdisponering"
    r"|\btilläggs(?:anslag|budget|beslut)|\bombudgeter|\bkompletteringsbudget"
)
_AFTER = re.compile(r"\b(?:inkl\w*|exkl\w*|efter|före|med|utan)\b")
_ACTUAL = re.compile(
    r"utfall|redovisa|redovisning|genomför|bokslut|\bbokfört|\bfaktisk|verklig|\bförbrukat"
)
_COUNT = re.compile(r"^antal\b|^st\b|\bantal\b")
_TOTAL = re.compile(r"^(?:totalt?|summa|totalsumma|s:a|sammanlagt|samtliga)(?: antal)?$")
_TO_DATE = re.compile(
    r"\back\b|ackumulera|period|hittills|till och med|\bt\.?o\.?m\b|delår|\bytd\b"
)
_YEARLY = re.compile(r"helår|årsbudget|årsutfall|årsprognos|bokslut|^år\b|\bhelåret\b")
_EARLIER = re.compile(r"\b(?:fg|föreg|föregående|förra|fjol\w*|samma period)\b")
_VERSION = re.compile(
    r"ursprunglig|justerad|reviderad|tidigare|föregående prognos|förra prognos|förslag|beslutad|"
    r"\bplan\b|äskan|utan\b|exkl|inkl|efter åtgärd|varav|godkänt|scenario"
)
_UNITS = tuple(
    (re.compile(words), unit)
    for words, unit in (
        (r"\bmnkr\b|\bmkr\b|\bmsek\b|miljoner", Unit.MNKR),
        (r"\btkr\b|\btsek\b|tusental|\bkkr\b", Unit.TKR),
        (r"%|procent", Unit.PERCENT),
        (r"\bkr\b|kronor|\bsek\b", Unit.KR),
        (r"\bst\b|antal", Unit.COUNT),
    )
)


@lru_cache(maxsize=5_000)
def unit_of(text: str) -> Unit | None:
    """The unit that a head, label or title names: ``Belopp i tkr``, ``Andel %``."""
    plain = text.casefold()
    return next((unit for pattern, unit in _UNITS if pattern.search(plain)), None)


@lru_cache(maxsize=5_000)
def meaning(head: str, default: Period | None = None) -> Meaning:
    """What a head says, given the period that the report is about."""
    plain = plain_head(head)
    when, point = head_period(plain, default)
    found = Meaning(
        when=when,
        unit=unit_of(plain),
        point=point,
        total=bool(_TOTAL.match(_last_words(plain))),
        additive=not (_PER_UNIT.search(plain) or _MEAN.search(plain) or _SHARE.search(plain)),
        plain=not _VERSION.search(plain),
        before=bool(_EARLIER.search(plain)),
        amends=bool(_AMENDS.search(plain)) and not _AFTER.search(plain),
    )
    return _with_what(plain, _in_part(plain, found), default)


def _in_part(plain: str, found: Meaning) -> Meaning:
    """A quarter's head alone is those three months; with other words, or a tertial, it may also
    be the year so far, and is compared with nothing elsewhere."""
    if quarter := _QUARTER.fullmatch(plain):
        last = int(quarter["number"]) * 3
        when = Period(found.when.year, last - 2, last) if found.when else None
        return replace(found, when=when)
    unsure = _QUARTER.search(plain) or _TERTIAL.fullmatch(plain)
    return replace(found, plain=found.plain and not unsure)


def _last_words(plain: str) -> str:
    """The head without years and units, which do not tell a total from its parts."""
    bare = _BARE_YEAR.sub(" ", plain)
    bare = re.sub(r"\(?\b(?:tkr|mnkr|mkr|kr|st)\b\)?|[():]", " ", bare)
    return " ".join(bare.split())


def _with_what(plain: str, found: Meaning, default: Period | None) -> Meaning:
    """The meaning with what the head's words say, and the period they imply."""
    if _PER_UNIT.search(plain):
        return replace(found, difference=bool(_VARIANCE.search(plain)))
    if _VARIANCE.search(plain):
        return _variance(plain, found, default)
    if _CHANGE.search(plain):
        what = None if found.unit is Unit.PERCENT else What.CHANGE
        return replace(found, what=what, difference=True)
    if _MEAN.search(plain):
        return replace(found, what=What.MEAN)
    if _SHARE.search(plain):
        return replace(found, what=What.SHARE, unit=found.unit or Unit.PERCENT)
    return _value(plain, found, default)


def _variance(plain: str, found: Meaning, default: Period | None) -> Meaning:
    """A variance: to date, of the year's forecast, or (what is None) unsaid which."""
    found = replace(found, difference=True)
    if found.unit is Unit.PERCENT:
        return found
    if _FORECAST.search(plain) or _YEARLY.search(plain):
        return replace(found, what=What.FORECAST_VARIANCE, when=_whole(found.when or default))
    if _CHANGE.search(plain) or _EARLIER.search(plain) or "utfall" in plain:
        return found
    year = found.when and found.when.kind == "year" and not (default and default.kind == "year")
    if found.when and not year:
        return replace(found, what=What.VARIANCE)
    if _TO_DATE.search(plain) and default:
        return replace(found, what=What.VARIANCE, when=default.to_date_of())
    return replace(found, when=None)


def _value(plain: str, found: Meaning, default: Period | None) -> Meaning:
    """A budget, forecast or actual figure, or a count under a bare period."""
    if _FORECAST.search(plain):
        return _forecast(plain, found, default)
    budget, actual = _BUDGET.search(plain), _ACTUAL.search(plain)
    if budget and actual:
        return replace(found, when=None, plain=False)
    if budget:
        return _planned(plain, found, default)
    if actual or _TO_DATE.search(plain):
        return _actual(plain, found, default)
    if _REST.search(plain):
        return replace(found, difference=True, when=None)
    if found.when or _COUNT.search(plain):
        certain = found.when is not None and found.when.kind != "year"
        return replace(found, what=What.ACTUAL, plain=found.plain and certain)
    return replace(found, what=What.ACTUAL, plain=False) if found.before else found


def _forecast(plain: str, found: Meaning, default: Period | None) -> Meaning:
    """A forecast of the year; one made in another month than the report's is another figure."""
    when = found.when or default
    other = found.when is not None and found.when.kind != "year" and found.when != default
    numbered = re.search(r"prognos(?:en)? ?(?:nr )?\d\b", plain) is not None
    return replace(
        found,
        what=What.FORECAST,
        when=_whole(when),
        plain=found.plain and not other and not numbered and not found.before,
    )


def _planned(plain: str, found: Meaning, default: Period | None) -> Meaning:
    """A budget: of the year or of the period; a bare ``Budget`` does not say which."""
    when = found.when
    if _YEARLY.search(plain):
        when = _whole(when or default)
    elif _TO_DATE.search(plain) and (when is None or (when.kind == "year" and not found.point)):
        when = _to_date(when, default)
    if found.amends:
        return replace(found, what=What.BUDGET_CHANGE, when=when)
    what = What.ORIGINAL_BUDGET if _ORIGINAL.search(plain) else What.BUDGET
    return replace(found, what=what, when=when)


def _actual(plain: str, found: Meaning, default: Period | None) -> Meaning:
    """An actual: to date if the head does not say else; a bare year may be either, in mid-year."""
    when = found.when
    if when is None and default is not None:
        yearly = _YEARLY.search(plain)
        when = None if yearly and default.kind != "year" else default
        if found.before and when is not None and not yearly:
            when = when.previous_year()
        elif found.before and yearly:
            when = Period.whole_year(default.year - 1)
    elif when and when.kind == "year" and not (found.point or _YEARLY.search(plain)):
        if _TO_DATE.search(plain):
            when = _to_date(when, default)
        elif default is None or default.kind != "year":
            return replace(found, what=What.ACTUAL, plain=False)
    return replace(found, what=What.ACTUAL, when=when)


def _whole(period: Period | None) -> Period | None:
    return Period.whole_year(period.year) if period else None


def _to_date(year: Period | None, default: Period | None) -> Period | None:
    """January to the report's month, in the year named."""
    if default is None:
        return None
    return Period.to_date(year.year if year else default.year, default.last)


def meanings(table: Table, default: Period | None = None) -> tuple[Meaning, ...]:
    """The meaning of every column of a table.

    Two columns of one what and when are kept from comparison with other tables: their heads say
    too little to tell which is meant. So is a budget without a year.
    """
    found = [
        meaning(column.text, default) if column.path else Meaning() for column in table.columns
    ]
    named = [(one.what, one.when) for one in found]
    return tuple(
        replace(one, plain=False) if one.what and named.count((one.what, one.when)) > 1 else one
        for one in found
    )

"""The words of Swedish reports: keys of labels, and what a label says that its row is.

A key makes two spellings of one label equal and leaves two labels apart. The word lists hold what
municipalities in general write; no word here belongs to one report.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from uppsikt.figures import Side

_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)+\.?|\d+[.)])\s+(?=\D)")
_NOTE_END = re.compile(r"(?:\s*(?:\*+|[¹²³⁰-⁹]+|\[\d{1,2}\]|(?<!\d)\d\)))+\s*$")
_ASIDE = re.compile(
    r"\((?:endast i budget|(?:belopp )?(?:i )?(?:tkr|mnkr|mkr|kr|kronor|tusental|miljoner)|st|%|"
    r"antal|procent)\)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"[^\w%<>+&/:]+")
_AMPERSAND = re.compile(r"\s*&\s*")


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """The key of a label: the same for two spellings of it.

    Case, numbering before it, note marks after it, quotes, trailing colons and dots, units in
    brackets and how it is hyphenated make no difference; words that set a row apart (``varav``,
    ``exklusive``) stay.

    >>> key("5.2.3 Allmän IFO- administration:")
    'allmän ifo administration'
    """
    plain = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    plain = _ASIDE.sub(" ", _NOTE_END.sub("", _NUMBERING.sub("", plain)))
    plain = _AMPERSAND.sub(" och ", plain.casefold())
    words = _OTHER.sub(" ", plain).split()
    return " ".join(word.strip(":/") for word in words if word.strip(":/"))


def compact(text: str) -> str:
    """The key without spaces, equal also where a narrow column broke a word in two."""
    return key(text).replace(" ", "")


_SIGN_END = re.compile(r"\s+(?P<sign>plus|minus)$", re.IGNORECASE)


def sign(label: str) -> int:
    """The sign that ends a label, as in ``Bibliotek minus 500``: 1, -1, or 0 if none does."""
    found = _SIGN_END.search(label.rstrip(" :"))
    return 0 if found is None else -1 if found["sign"].casefold() == "minus" else 1


def unsigned(label: str) -> str:
    """A label without the word for the sign of its number."""
    return _SIGN_END.sub("", label.rstrip(" :"))


class Labels:
    """The labels of some documents, to give each one key however its words were broken.

    ``Politisk verksamh et`` and ``Politisk verksamhet`` share the key of the spelling with the
    fewest words.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._keys: dict[str, str] = {}
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Learn one more spelling of a label."""
        found = key(text)
        known = self._keys.get(compact(text))
        if known is None or (found.count(" "), found) < (known.count(" "), known):
            self._keys[compact(text)] = found

    def key(self, text: str) -> str:
        """The key of a label; its own if the documents do not know it."""
        return self._keys.get(compact(text), key(text))

    def knows(self, text: str) -> bool:
        """Whether the documents have this label."""
        return compact(text) in self._keys


class Role(StrEnum):
    """What a row is by its label."""

    INCOME = "income"
    COST = "cost"
    NET = "net"
    TOTAL = "total"
    """A sum row that does not say of which side."""
    CONTINGENCY = "contingency"
    GRANT = "grant"
    RESULT = "result"
    """The result against the grant."""
    APPROVED = "approved"
    """Earlier results that the committee may use."""
    EARMARKED = "earmarked"
    AVAILABLE = "available"
    """The result against the grant with what may be used beside it."""
    ACCUMULATED = "accumulated"
    PART = "part"
    """A part of the row above (``varav``), never an addend beside it."""
    MEAN = "mean"
    SHARE = "share"
    PLAIN = "plain"


_SUM_START = re.compile(r"^(?:summa|totalt?|totala|totalsumma|s:a|sammanlagt|samtliga|delsumma)\b")
_SUM_END = re.compile(r"\b(?:totalt?|summa|sammanlagt|s:a)$")
_ALL = re.compile(r"^(?:hela (?:nämnden|förvaltningen|kommunen)|nämnden|netto totalt)$")
_PART = re.compile(r"^(?:varav|därav|härav|hit hör|inkl|inklusive|exkl|exklusive)\b")
_MEAN = re.compile(
    r"\b(?:medelvärde|medeltal|genomsnitt|genomsnittlig\w*|snitt)\b|^medel$"
    r"|^medel (?:för |under )?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|period|år|\d)"
)
_SHARE = re.compile(r"^(?:andel|procent|%)|\bandel\b|%$|\bi procent\b")
_INCOME = r"(?:verksamhetens )?(?:intäkt|intäkter|inkomster)"
_COST = r"(?:verksamhetens )?(?:brutto)?(?:kostnad|kostnader|utgifter)"
_NET = (
    r"(?:verksamhetens |nämndens )?(?:nettokostnad|nettokostnader|netto|nettoutfall|nettointäkt|"
    r"nettobelopp|intäkter och kostnader netto)"
)
_SIDES = tuple(
    (role, re.compile(rf"^(?:(?:summa|totalt?|totala|s:a) )?{words}(?: (?:totalt|summa|netto))?$"))
    for role, words in ((Role.INCOME, _INCOME), (Role.COST, _COST), (Role.NET, _NET))
)
_CONTINGENCY = re.compile(
    r"^(?:nämndens |central |ofördelad )?(?:buffert|budgetbuffert|reserv|budgetreserv|"
    r"ofördelade medel|oförutsett|oförutsedda behov)\b"
)
_GRANT = re.compile(
    r"^(?:kommunbidrag|nämndbidrag|budgetram|driftram|skattemedel|skatteanslag|anslag|driftanslag|"
    r"kommunersättning|ram|tilldelad ram|tilldelat (?:kommunbidrag|anslag))(?:et|en)?$"
)
_AVAILABLE = re.compile(r"^resultat\w*.*tillgängliga medel")
_APPROVED = re.compile(r"^(?:godkänt )?(?:ianspråk\w*|disponerat).*resultat|^godkänt ianspråk")
_EARMARKED = re.compile(r"öronmärkt")
_ACCUMULATED = re.compile(r"ackumulera(?:t|de)\b.*(?:resultat|över|under)|^ackumulerat$")
_RESULT = re.compile(
    r"^(?:årets |periodens |nämndens )?resultat(?:et)?"
    r"(?: (?:jämfört med|gentemot|mot|i förhållande till)"
    r" (?:kommunbidrag|budgetram|anslag|ram)\w*)?$"
)


_ADJUSTMENT = re.compile(
    r"\b(?:resultatreglering|reglering|avskriv|nedskriv|återställ|justering)\w*"
)


def is_adjustment(label: str) -> bool:
    """Whether a row between an opening and a closing balance changes it by decision:
    ``Beslutad resultatreglering``, ``Avskrivning av underskott``."""
    return bool(_ADJUSTMENT.search(key(label)))


@lru_cache(maxsize=20_000)
def role(label: str) -> Role:
    """What the row with this label is.

    Words for a part come first (``varav intäkter`` is a part), then means and shares, results,
    sides and sums.
    """
    plain = key(label)
    for found, pattern in (
        (Role.PART, _PART), (Role.MEAN, _MEAN), (Role.SHARE, _SHARE),
        (Role.AVAILABLE, _AVAILABLE), (Role.APPROVED, _APPROVED), (Role.EARMARKED, _EARMARKED),
        (Role.ACCUMULATED, _ACCUMULATED), (Role.RESULT, _RESULT), (Role.GRANT, _GRANT),
        (Role.CONTINGENCY, _CONTINGENCY), *_SIDES,
    ):  # fmt: skip
        if pattern.search(plain):
            return found
    if _SUM_START.search(plain) or _SUM_END.search(plain) or _ALL.search(plain):
        return Role.TOTAL
    return Role.PLAIN


def is_sum(label: str) -> bool:
    """Whether the label says that its row is a sum: ``Summa kostnader``, ``Nämnden totalt``."""
    plain = key(label)
    found = role(label)
    if found in (Role.PART, Role.MEAN, Role.SHARE):
        return False
    return found is Role.TOTAL or bool(_SUM_START.search(plain) or _SUM_END.search(plain))


def side(label: str) -> Side | None:
    """The side of the books that a label names alone: ``Summa intäkter``, ``Nettokostnad``."""
    return _OF_ROLE.get(role(label))


_OF_ROLE = {Role.INCOME: Side.INCOME, Role.COST: Side.COST, Role.NET: Side.NET}


_SIDE_WORDS = (
    (Side.NET, re.compile(r"\bnetto")),
    (Side.INCOME, re.compile(r"\bintäkt")),
    (Side.COST, re.compile(r"kostnad")),
)


def named_side(text: str) -> Side | None:
    """The side that a title names: ``Verksamheternas nettokostnader``; None if none or two."""
    plain = key(text)
    if _SIDE_WORDS[0][1].search(plain):
        return Side.NET
    found = [one for one, pattern in _SIDE_WORDS if pattern.search(plain)]
    return found[0] if len(found) == 1 else None


_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTH_OF = {word[:3]: number for number, word in enumerate(_MONTHS, 1)}


def month(word: str) -> int | None:
    """The month 1–12 that a word is, whole or shortened: ``Januari``, ``sept.``, ``okt``."""
    plain = key(word).rstrip(".")
    found = _MONTH_OF.get(plain[:3])
    return found if found and len(plain) >= 3 and _MONTHS[found - 1].startswith(plain) else None

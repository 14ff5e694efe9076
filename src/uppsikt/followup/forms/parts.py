"""The parts of each form, by the keys that section templates name them by, and what is refused.

No Django: a look's folder is checked before there is anything to read. What is in a part is laid
out by its form; a test holds that both name the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn

from uppsikt.documents.look import Look, SectionTemplate
from uppsikt.documents.look_files import FILE, LookFault
from uppsikt.followup.words.binding import Naming, read
from uppsikt.followup.words.references import Place, TextFault, pieces
from uppsikt.organisation.rules import nearest

NAMES: Mapping[str, str] = {
    "monthly": "Månadsuppföljning",
    "interim": "Delårsrapport",
    "budget": "Budgetplanering",
    "annual": "Bokslut",
}
"""Form → its Swedish name."""
_TEXTS_FIRST, _TEXTS_LAST = "nämndens inledande texter", "nämndens avslutande texter"
_AMENDED = "ursprunglig och gällande budget, när den är ändrad"
_FOLLOW_UP = {
    "inledning": _TEXTS_FIRST,
    "verksamheter": "utfall och prognos per verksamhet",
    "prognos": "prognosen för varje verksamhet i ord",
    "sammandrag": "ekonomi i sammandrag",
    "budgetandring": _AMENDED,
    "kanda": "kända poster som inte är bokförda",
    "analys": "nämndens analys och månadshistorik",
    "avslutning": _TEXTS_LAST,
}
PARTS: Mapping[str, Mapping[str, str]] = {
    "monthly": _FOLLOW_UP,
    "interim": _FOLLOW_UP,
    "budget": {
        "inledning": _TEXTS_FIRST,
        "sammandrag": "ekonomi i sammandrag",
        "budgetandring": _AMENDED,
        "analys": "nämndens analys",
        "verksamheter": "nästa års intäkter och kostnader per verksamhet",
        "steg": "från årets budget till förslaget",
        "askanden": "äskanden",
        "oronmarkt": "öronmärkta projekt",
        "avslutning": _TEXTS_LAST,
    },
    "annual": {
        "inledning": _TEXTS_FIRST,
        "verksamheter": "bokslutet mot budget per verksamhet",
        "sammandrag": "ekonomi i sammandrag",
        "budgetandring": _AMENDED,
        "ackumulerat": "ackumulerat resultat",
        "analys": "nämndens analys",
        "kanda": "kända poster som inte är bokförda",
        "oronmarkt": "öronmärkta projekt",
        "prognoser": "prognoserna mot bokslutet",
        "avslutning": _TEXTS_LAST,
    },
}
"""Form → part → what stands in it, in Swedish; in the order that a form has without a template."""

NO_HEADING = frozenset(
    {(form, part) for form in PARTS for part in ("inledning", "avslutning")}
    | {("budget", "analys"), ("annual", "analys")}
)
"""Parts without a heading of their own: they are the committee's texts, each under its own."""


def choice_text(form: str) -> str:
    """A form as something to choose: by the key that commands and files say, with its name."""
    return f"{form} ({NAMES[form].lower()})"


def place_of(one: SectionTemplate) -> str:
    """Where the look's file says a section."""
    return f"{FILE}, rad {one.line}"


def check_sections(look: Look) -> None:
    """Raises LookFault, with the row, for a form, a part or a figure that there is not.

    A part may stand once in a form. Texts hold for all committees, so they may bind the figures
    of the committee as a whole, but of no activity.
    """
    seen: dict[tuple[str, str], int] = {}
    for one in look.sections:
        if one.form not in PARTS:
            _refuse(
                one,
                f"Rapportformen ”{one.form}” finns inte.",
                _choose(one.form, PARTS, choice_text),
            )
        known = PARTS[one.form]
        if one.part and one.part not in known:
            what = f"Formen {choice_text(one.form)} har ingen del som heter ”{one.part}”."
            _refuse(one, what, _choose(one.part, known))
        if one.number and not one.heading and (one.form, one.part) in NO_HEADING:
            what = f"Delen {one.part} har ingen egen rubrik att sätta nummer {one.number} före."
            _refuse(one, what, "Skriv en rubrik, eller ta bort numret.")
        if one.part and (one.form, one.part) in seen:
            what = f"Delen {one.part} står redan på rad {seen[one.form, one.part]}."
            _refuse(one, what, "Ta bort det ena avsnittet.")
        seen[one.form, one.part] = one.line
        _check_text(one)


class _InFile(Place):
    """A place in a text that is told as its file and row."""

    __slots__ = ()

    def at(self, line: int) -> str:
        return f"{self.text}, rad {self.first_line + line - 1}"


def _check_text(one: SectionTemplate) -> None:
    file, first = one.text_at
    for text, place in ((one.heading, _InFile(FILE, one.line)), (one.text, _InFile(file, first))):
        try:
            for piece in pieces(text, place):
                if piece.kind == "reference":
                    read(piece.content, Naming((), ()), place.at(piece.line))
        except TextFault as fault:
            raise LookFault(
                fault.what, where=fault.where, values=fault.values, why=fault.why, todo=fault.todo
            ) from fault


def _choose(given: str, known: Iterable[str], told: Callable[[str], str] = str) -> str:
    every = list(known)
    return f"Närmast: {nearest(given, every)}. Välj: {', '.join(map(told, every))}."


def _refuse(one: SectionTemplate, what: str, todo: str) -> NoReturn:
    raise LookFault(what, where=place_of(one), todo=todo)

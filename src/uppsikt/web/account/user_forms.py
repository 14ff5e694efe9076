"""The forms of an administrator: a new account, a role, and its last day."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict

from uppsikt.figures import UppsiktError
from uppsikt.organisation.selectors import Line, all_lines, committees
from uppsikt.platform.access.rules import GIVEN_ROLES, Reader, Role
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.services import LONGEST_NAME
from uppsikt.web.account.forms import MISSING, NO_ADDRESS

NO_DAY = "Skriv dagen som 2026-01-31."
_ALL = ("", "Alla nämnder")


class Day(forms.DateField):
    """A day, chosen or written as 2026-01-31."""

    def __init__(self, label: str, about: str) -> None:
        super().__init__(
            label=label,
            help_text=about,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": NO_DAY},
        )


class UserForm(forms.Form):
    """A new account."""

    email = forms.EmailField(
        label="E-postadress",
        help_text="Personen loggar in med den, och får brevet med länken dit.",
        error_messages={"required": MISSING, "invalid": NO_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label="Namn",
        max_length=LONGEST_NAME,
        error_messages={"required": MISSING},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """A role to be given."""

    role = forms.ChoiceField(
        label="Roll",
        choices=[(role.name, role.value.capitalize()) for role in GIVEN_ROLES],
        error_messages={"required": MISSING},
    )
    committee = forms.ChoiceField(label="Nämnd", required=False)
    activities = forms.MultipleChoiceField(
        label="Verksamheter, för en chef",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = Day("Från och med", "I dag, om du inte väljer en senare dag.")
    last = Day("Till och med", "Utan sista dag gäller rollen tills någon avslutar den.")

    def __init__(self, reader: Reader, data: QueryDict | None = None) -> None:
        super().__init__(data)
        known = committees(reader=reader)
        self.fields["committee"].choices = [_ALL, *((one.slug, one.name) for one in known)]  # type: ignore[attr-defined]
        self.fields["activities"].choices = [  # type: ignore[attr-defined]
            (one.name, [(f"{one.slug} {line.key}", line.name) for line in _lines(reader, one.slug)])
            for one in known
        ]

    def asked(self, today: date) -> Span:
        """What was asked for. Activities of other committees than the chosen one are left out."""
        cleaned = self.cleaned_data
        chosen = [one.split(" ", 1) for one in cleaned["activities"]]
        activities = tuple(key for slug, key in chosen if slug == cleaned["committee"])
        first, last = cleaned["first"] or today, cleaned["last"]
        return Span(Role[cleaned["role"]], cleaned["committee"], first, last, activities)


class EndForm(forms.Form):
    """The last day of a role; `seen` is the one that it had when the page was opened."""

    last = Day("Sista dag", "Utan dag slutar rollen nu, från nästa sida som personen öppnar.")
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    @property
    def day(self) -> date | None:
        """The day that was chosen; None for now."""
        chosen: date | None = self.cleaned_data["last"]
        return chosen


def _lines(reader: Reader, slug: str) -> tuple[Line, ...]:
    return tuple(
        line for line in all_lines(reader=reader, committee=slug) if not line.is_contingency
    )


def words(fault: UppsiktError) -> str:
    """What a form tells of what was refused; what is there already, by whoever came first, too."""
    there = f"Det gäller: {', '.join(fault.values)}." if fault.values else ""
    return " ".join(text for text in (fault.what, there, fault.why, fault.todo) if text)

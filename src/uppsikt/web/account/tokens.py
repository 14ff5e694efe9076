"""The pages of one's own keys: which there are, a new one, and the end of one."""

from __future__ import annotations

from datetime import date

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.tokens.rules import LONGEST, LONGEST_NAME, USUAL
from uppsikt.platform.tokens.selectors import shown_token, token_numbered, tokens_of
from uppsikt.platform.tokens.services import Made, end_token, make_token
from uppsikt.web.account.codes import came_by_password_alone, lacks_code
from uppsikt.web.account.forms import MISSING
from uppsikt.web.account.user_forms import Day, words
from uppsikt.web.clock import now, today
from uppsikt.web.links import Crumb
from uppsikt.web.reader import actor_of, reader_of

_FORM = ("GET", "HEAD", "POST")


class TokenForm(forms.Form):
    """A new key."""

    name = forms.CharField(
        label="Namn",
        help_text="Vad nyckeln ska användas till, till exempel Power BI.",
        max_length=LONGEST_NAME,
        error_messages={
            "required": MISSING,
            "max_length": f"Namnet får ha högst {LONGEST_NAME} tecken.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_day = Day("Sista dag", f"Högst {LONGEST.days} dagar fram. Sedan behövs en ny nyckel.")

    @property
    def day(self) -> date | None:
        """The day that was chosen; None for the usual one."""
        chosen: date | None = self.cleaned_data["last_day"]
        return chosen


def _must_confirm(request: HttpRequest) -> bool:
    """Whether to ask for a password or a code once more: of whoever is signed in and has one."""
    return request.user.is_authenticated and bool(get_reauthentication_flows(request.user))


@require_safe
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own keys."""
    rows = tokens_of(reader=reader_of(request), user=_user(request), on=today())
    context = {
        "section": "account",
        "crumbs": _crumbs(),
        "rows": rows,
        "held": sum(one.holds for one in rows),
    }
    return render(request, "account/tokens.html", context)


@require_http_methods(_FORM)
@never_cache
@login_required
def _new_token(request: HttpRequest) -> HttpResponse:
    """Makes a key, and shows its secret this one time: the answer is kept by nobody."""
    if lacks_code(request):
        return redirect("mfa_index")
    is_sent = request.method == "POST"
    form = TokenForm(request.POST if is_sent else None, initial={"last_day": today() + USUAL})
    if is_sent and form.is_valid():
        try:
            made = _made(request, form)
        except UppsiktError as fault:
            form.add_error(None, words(fault))
        else:
            context = {"section": "account", "crumbs": _crumbs(is_below=True), "made": made}
            return render(request, "account/made_token.html", context)
    context = {"section": "account", "crumbs": _crumbs(is_below=True), "form": form}
    return render(request, "account/new_token.html", context)


new_token = reauthentication_required(enabled=_must_confirm)(_new_token)


def _made(request: HttpRequest, form: TokenForm) -> Made:
    return make_token(
        actor=actor_of(request),
        now=now(),
        user=_user(request),
        name=form.cleaned_data["name"],
        last_day=form.day,
        by_code=not came_by_password_alone(request),
    )


@require_http_methods(_FORM)
@never_cache
@login_required
def ended_token(request: HttpRequest, number: int) -> HttpResponse:
    """Asks once more, and ends a key of one's own."""
    user = _user(request)
    row = token_numbered(reader=reader_of(request), user=user.pk, number=number)
    if row is None:
        raise Http404
    if request.method == "POST":
        end_token(actor=actor_of(request), now=now(), token=row)
        return redirect("tokens")
    context = {
        "section": "account",
        "crumbs": _crumbs(is_below=True),
        "token": shown_token(row, today()),
        "back": reverse("tokens"),
    }
    return render(request, "account/ended_token.html", context)


def _user(request: HttpRequest) -> User:
    """Whoever is signed in, at a page for those who are."""
    assert isinstance(request.user, User)
    return request.user


def _crumbs(*, is_below: bool = False) -> tuple[Crumb, ...]:
    above = (Crumb("Ditt konto", reverse("account")),)
    return (*above, Crumb("Nycklar", reverse("tokens"))) if is_below else above

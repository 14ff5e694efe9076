"""The pages of an administrator: who has an account, and with which roles from when to when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from uppsikt.figures import UppsiktError
from uppsikt.organisation.selectors import all_lines, committees
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.platform.accounts.role_rules import Span, State
from uppsikt.platform.accounts.role_services import end_role, give_role
from uppsikt.platform.accounts.selectors import (
    Account,
    account_of,
    accounts,
    role_numbered,
    roles_of,
    span_of,
)
from uppsikt.platform.accounts.services import (
    close_user,
    forget_codes,
    invite_user,
    open_user,
    send_password_link,
)
from uppsikt.platform.tokens.selectors import shown_token, token_numbered, tokens_of
from uppsikt.platform.tokens.services import end_token
from uppsikt.web.account.user_forms import EndForm, RoleForm, UserForm, words
from uppsikt.web.clock import now, today
from uppsikt.web.given import day_text
from uppsikt.web.links import Crumb
from uppsikt.web.reader import actor_of, reader_of

_Names = Mapping[tuple[str, str], str]
_FORM = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A role as the pages tell it; `number` is empty for one that cannot be ended."""

    role: str
    where: str
    what: str
    first: str
    last: str
    state: State
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Act:
    """Something that is asked about once more before it is done.

    `already` is told where somebody else has done it since the page was opened.
    """

    heading: str
    what: str
    button: str
    does: Callable[..., object]
    already: str = ""


_ACTS: Mapping[str, _Act] = {
    "stang": _Act(
        "Stäng kontot",
        "Personen loggas ut genast och kan inte logga in igen. Rollerna och allt som personen har"
        " gjort finns kvar. Kontot kan öppnas igen.",
        "Stäng kontot",
        close_user,
        "Kontot är redan stängt, av någon annan. Ingenting är ändrat.",
    ),
    "oppna": _Act(
        "Öppna kontot",
        "Personen kan logga in igen, med de roller som gäller.",
        "Öppna kontot",
        open_user,
        "Kontot är redan öppet, av någon annan. Ingenting är ändrat.",
    ),
    "kod": _Act(
        "Ta bort engångskoden",
        "Personen loggar sedan in med enbart lösenord och kopplar sin nya telefon. Gör det bara när"
        " du är säker på vem som ber om det.",
        "Ta bort engångskoden",
        forget_codes,
        "Kontot har ingen engångskod. Ingenting är ändrat.",
    ),
    "lank": _Act(
        "Skicka en länk till lösenordet",
        "Ett brev skickas till kontots adress, med en länk där personen väljer ett nytt lösenord."
        " Det gamla gäller tills dess.",
        "Skicka länken",
        send_password_link,
    ),
}


@require_safe
@never_cache
@login_required
def users(request: HttpRequest) -> HttpResponse:
    """All accounts, or those whose name or address has a text in it."""
    reader, text = reader_of(request), request.GET.get("sok", "")
    names = _names(reader)
    rows = [
        (one, [_shown(names, span) for span in one.roles if span.state(today()) is State.HELD])
        for one in accounts(reader=reader, text=text)
    ]
    context = {
        "section": "account",
        "rows": rows,
        "text": text,
        "open": sum(one.is_open for one, _ in rows),
        "may_change": may(reader, Verb.CHANGE, Thing.USERS),
    }
    return render(request, "account/users.html", context)


@require_http_methods(_FORM)
@never_cache
@login_required
def new_user(request: HttpRequest) -> HttpResponse:
    """Makes an account and sends its owner the link."""
    demand(reader_of(request), Verb.CHANGE, Thing.USERS)
    form = UserForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = invite_user(actor=actor_of(request), now=now(), **form.cleaned_data)
        except UppsiktError as fault:
            form.add_error(None, words(fault))
        else:
            return redirect("user", user.pk)
    context = {"section": "account", "form": form, "crumbs": _crumbs()}
    return render(request, "account/new_user.html", context)


@require_safe
@never_cache
@login_required
def user(request: HttpRequest, number: int) -> HttpResponse:
    """One account: its roles of all times, and what can be done with it."""
    reader = reader_of(request)
    demand(reader, Verb.READ, Thing.USERS)
    found = _user(number)
    names = _names(reader)
    roles = [_shown(names, span, number) for number, span in reversed(roles_of(found))]
    context = {
        "section": "account",
        "crumbs": _crumbs(),
        "one": account_of(found),
        "seen": day_text(found.last_login) if found.last_login else "",
        "roles": roles,
        "held": sum(one.state is State.HELD for one in roles),
        "tokens": tokens_of(reader=reader, user=found, on=today()),
        "may_change": may(reader, Verb.CHANGE, Thing.USERS) and reader.user != found.pk,
        "is_own": reader.user == found.pk,
    }
    return render(request, "account/user.html", context)


@require_http_methods(_FORM)
@never_cache
@login_required
def new_role(request: HttpRequest, number: int) -> HttpResponse:
    """Gives a role."""
    reader = reader_of(request)
    demand(reader, Verb.CHANGE, Thing.USERS)
    found = _user(number)
    form = RoleForm(reader, _sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            give_role(actor=actor_of(request), now=now(), user=found, new=form.asked(today()))
        except UppsiktError as fault:
            form.add_error(None, words(fault))
        else:
            return redirect("user", number)
    context = {
        "section": "account",
        "crumbs": _crumbs(account_of(found)),
        "one": account_of(found),
        "form": form,
    }
    return render(request, "account/new_role.html", context)


@require_http_methods(_FORM)
@never_cache
@login_required
def ended_role(request: HttpRequest, number: int, role: int) -> HttpResponse:
    """Ends a role, now or after a day."""
    reader = reader_of(request)
    demand(reader, Verb.CHANGE, Thing.USERS)
    row = role_numbered(reader=reader, user=number, number=role)
    if row is None:
        raise Http404
    sent = request.POST.copy() if request.method == "POST" else None
    form = EndForm(sent, initial={"seen": row.valid_to})
    if sent is not None and form.is_valid():
        seen = form.cleaned_data["seen"] if "seen" in sent else ...
        try:
            end_role(actor=actor_of(request), now=now(), role=row, last=form.day, seen=seen)
        except UppsiktError as fault:
            form.add_error(None, words(fault))
            sent["seen"] = str(row.valid_to or "")  # told now, and so seen
        else:
            return redirect("user", number)
    context = {
        "section": "account",
        "crumbs": _crumbs(account_of(row.user)),
        "one": account_of(row.user),
        "role": _shown(_names(reader), span_of(row)),
        "form": form,
    }
    return render(request, "account/ended_role.html", context)


@require_http_methods(_FORM)
@never_cache
@login_required
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Asks once more, and does it: close or open an account, or send its owner a link."""
    demand(reader_of(request), Verb.CHANGE, Thing.USERS)
    if what not in _ACTS:
        raise Http404
    found, asked, fault = _user(number), _ACTS[what], ""
    if request.method == "POST":
        try:
            did = asked.does(actor=actor_of(request), now=now(), user=found)
        except UppsiktError as refused:
            fault = words(refused)
        else:
            if did is not False:
                return redirect("user", number)
            fault = asked.already
    one = account_of(found)
    context = {"section": "account", "crumbs": _crumbs(one), "one": one, "act": asked}
    return render(request, "account/act.html", {**context, "fault": fault})


@require_http_methods(_FORM)
@never_cache
@login_required
def ended_token(request: HttpRequest, number: int, token: int) -> HttpResponse:
    """Asks once more, and ends a key of somebody's."""
    reader = reader_of(request)
    demand(reader, Verb.CHANGE, Thing.TOKENS)
    row = token_numbered(reader=reader, user=number, number=token)
    if row is None:
        raise Http404
    if request.method == "POST":
        end_token(actor=actor_of(request), now=now(), token=row)
        return redirect("user", number)
    one = account_of(row.user)
    context = {
        "section": "account",
        "crumbs": _crumbs(one),
        "one": one,
        "token": shown_token(row, today()),
        "back": reverse("user", args=(number,)),
    }
    return render(request, "account/ended_token.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in; None where the form is only to be shown."""
    return request.POST if request.method == "POST" else None


def _user(number: int) -> User:
    found = User.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _crumbs(one: Account | None = None) -> tuple[Crumb, ...]:
    above = (Crumb("Ditt konto", reverse("account")), Crumb("Användare", reverse("users")))
    return above if one is None else (*above, Crumb(one.name, reverse("user", args=(one.number,))))


def _names(reader: Reader) -> _Names:
    """The names of committees and their activities, by short name and key."""
    names: dict[tuple[str, str], str] = {}
    for one in committees(reader=reader):
        names[one.slug, ""] = one.name
        names |= {
            (one.slug, line.key): line.name for line in all_lines(reader=reader, committee=one.slug)
        }
    return names


def shown_role(reader: Reader, span: Span) -> ShownRole:
    """A role as the pages tell it."""
    return _shown(_names(reader), span)


def _shown(names: _Names, span: Span, number: int | None = None) -> ShownRole:
    state = span.state(today())
    where = names.get((span.committee, ""), span.committee) or "Alla nämnder"
    what = ", ".join(names.get((span.committee, key), key) for key in span.activities)
    last = "samma dag" if span.last and span.last < span.first else str(span.last or "")
    can_end = number if state is not State.ENDED else None
    return ShownRole(
        span.role.value.capitalize(), where, what, str(span.first), last, state, can_end
    )

"""The pages of sign-in and of the own account."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account import views as theirs
from allauth.account.utils import get_login_redirect_url
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Thing, Verb, may
from uppsikt.platform.accounts.role_rules import State
from uppsikt.platform.accounts.selectors import roles_of
from uppsikt.platform.accounts.services import note_new_password
from uppsikt.platform.accounts.sign_ins import end_all, open_sign_ins
from uppsikt.web.account.demo import demo_people, demo_user
from uppsikt.web.account.limits import limit_guesses, limit_mails
from uppsikt.web.account.sessions import HOW, key_of
from uppsikt.web.account.users import shown_role
from uppsikt.web.clock import now, today
from uppsikt.web.reader import actor_of, actor_of_user, reader_of


class _SignIn(theirs.LoginView):
    """Address and password. Leads back to the page that one came from."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The page's own values, and where it leads."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        return {
            **context,
            "section": "sign_in",
            "next": self.get_next_url() or came_from(self.request),
            "is_timed_out": "utloggad" in self.request.GET,
            "demo": demo_people(),
            "directory": settings.DIRECTORY,
        }


def came_from(request: HttpRequest) -> str:
    """The page of ours that led here, empty if none did or if it was one of sign-in itself."""
    referrer = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(referrer, {request.get_host()})
    parts = urlsplit(referrer)
    if not here or not parts.netloc or parts.path.startswith(reverse("account")):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class _NewPassword(theirs.PasswordResetFromKeyView):
    """A new password by the link. The link itself leaves the address before the form is shown."""

    success_url = reverse_lazy("account_reset_password_from_key_done")

    def form_valid(self, form: Form) -> HttpResponse:
        """Keeps it, and ends and tells what follows, all or nothing."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            _note_new_password(self.reset_user)
        return answer


class _ChangePassword(theirs.PasswordChangeView):
    """A new password by the one that there is; whoever else is signed in so is signed out."""

    success_url = reverse_lazy("account_password_changed")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Whoever has no password yet gets the first one by mail, as after `user add`."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Form) -> HttpResponse:
        """As by the link."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            _note_new_password(_user(self.request))
        return answer

    def get_default_success_url(self) -> str:
        """The page that tells what it has meant."""
        return str(self.success_url)


def _note_new_password(user: User) -> None:
    note_new_password(actor=actor_of_user(user), now=now(), user=user)


def _own(request: HttpRequest) -> str:
    """The account of whoever is signed in, as it is written at sign-in."""
    return str(getattr(request.user, "email", ""))


sign_in = limit_guesses(lambda request: request.POST.get("login", ""))(_SignIn.as_view())
again = never_cache(limit_guesses(_own)(theirs.ReauthenticateView.as_view()))
forgotten = never_cache(
    limit_mails(lambda request: request.POST.get("email", ""))(theirs.PasswordResetView.as_view())
)
forgotten_done = theirs.PasswordResetDoneView.as_view()
new_password = never_cache(_NewPassword.as_view())
new_password_done = theirs.PasswordResetFromKeyDoneView.as_view()
change_password = never_cache(limit_guesses(_own)(_ChangePassword.as_view()))


@never_cache
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Ends the session, by a form; who comes by a link is led to the account, where the form is."""
    if request.method == "POST":
        response: HttpResponseBase = theirs.LogoutView.as_view()(request)
        return response
    return redirect("account")


@require_POST
@never_cache
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    """Ends every session of whoever asks, this one too."""
    end_all(actor=actor_of(request), now=now(), user=_user(request))
    logout(request)
    return redirect("account_login")


@require_POST
@never_cache
def sign_in_as_demo(request: HttpRequest) -> HttpResponseBase:
    """Signs in as one of the demo's users, without a password. Not found outside the demo."""
    user = demo_user(request.POST.get("vem", ""))
    if user is None:
        raise Http404
    request.session[HOW] = "demon"
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    return redirect(get_login_redirect_url(request))


def _user(request: HttpRequest) -> User:
    """Whoever is signed in, at a page for those who are."""
    assert isinstance(request.user, User)
    return request.user


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, with which roles."""
    reader = reader_of(request)
    context = {
        "section": "account",
        "roles": [
            shown_role(reader, span)
            for _, span in roles_of(_user(request))
            if span.state(today()) is not State.ENDED
        ],
        "may_see_users": may(reader, Verb.READ, Thing.USERS),
        "sign_ins": open_sign_ins(user=_user(request), key=key_of(request), now=now()),
    }
    return render(request, "account/account.html", context)


@require_safe
@never_cache
@login_required
def password_changed(request: HttpRequest) -> HttpResponse:
    """What a new password has meant."""
    return render(request, "account/password_changed.html", {"section": "account"})

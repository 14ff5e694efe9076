"""One-time codes: linked to a telephone, asked for at sign-in, and demanded of some roles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa import signals
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes
from allauth.mfa.totp import views as totp_views
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Role
from uppsikt.platform.accounts.services import note_codes
from uppsikt.web.account.limits import limit_codes, limit_guesses
from uppsikt.web.clock import now
from uppsikt.web.reader import actor_of_user, reader_of

_NAMED = 'role="img" aria-label="QR-kod med samma nyckel som i texten nedanför"'
_TOTP = Authenticator.Type.TOTP
_RENEWED = "bytte"
_WORDS = {_TOTP: "engångskod", Authenticator.Type.RECOVERY_CODES: "reservkoder"}


class _Link(totp_views.ActivateTOTPView):
    """Links a telephone: shows a secret as a picture and as text, and takes the first code."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The secret in groups of four, and its picture without what the policy forbids."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        secret, picture = context["form"].secret, str(context["totp_svg"])  # type: ignore[attr-defined]
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return {
            **context,
            "section": "account",
            "groups": groups,
            "picture": _picture(picture),
        }


class _Codes(recovery_views.ViewRecoveryCodesView):
    """The codes for when the telephone is lost. Shown to whoever has just confirmed."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The codes that are left."""
        return {**super().get_context_data(**kwargs), "section": "account"}


def _pending(request: HttpRequest) -> str:
    """The account that has given its password and is asked for a code."""
    stage = get_pending_stage(request)
    return str(stage.login.user.email) if stage is not None and stage.login.user else ""


def _own(request: HttpRequest) -> str:
    return str(getattr(request.user, "email", ""))


ask = limit_codes(_pending)(base_views.AuthenticateView.as_view())
again = never_cache(limit_guesses(_own)(base_views.ReauthenticateView.as_view()))
link = never_cache(login_required(limit_codes(_own)(_Link.as_view())))
unlink = never_cache(totp_views.DeactivateTOTPView.as_view())
recovery_codes = never_cache(_Codes.as_view())
new_recovery_codes = never_cache(login_required(recovery_views.GenerateRecoveryCodesView.as_view()))


@require_safe
@never_cache
@login_required
def codes(request: HttpRequest) -> HttpResponse:
    """Whether one has linked a telephone, and whether one has to."""
    user = request.user
    kept = Authenticator.objects.filter(user_id=user.pk, type=_TOTP).first()
    context = {
        "section": "account",
        "kept": kept,
        "has_recovery_codes": can_generate_recovery_codes(user),
        "is_demanded": not settings.DATA_FOLDER.is_demo and bool(_demanding(request)),
        "roles": _demanding(request),
    }
    return render(request, "mfa/index.html", context)


def lacks_code(request: HttpRequest) -> bool:
    """Whether somebody came in by password alone, though a role of theirs demands a code.

    The demo's users have no telephones. Whoever comes by a directory answers to its demands.
    """
    if settings.DATA_FOLDER.is_demo or not _demanding(request):
        return False
    return came_by_password_alone(request)


def came_by_password_alone(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown a password, and has no code to show."""
    ways = [one.get("method") for one in get_authentication_records(request, request.user)]
    return (
        "password" in ways
        and not Authenticator.objects.filter(user_id=request.user.pk, type=_TOTP).exists()
    )


def demanded(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: until a code is linked that a role demands, only the own account is shown."""

    def answer(request: HttpRequest) -> HttpResponse:
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.user.is_authenticated
            and not request.path.startswith(reverse("account"))
            and lacks_code(request)
        ):
            return redirect("mfa_index")
        return get_response(request)

    return answer


def keep_records() -> None:
    """Asks allauth to tell when codes are linked, taken away or changed, so that it is recorded."""
    for signal, verb in (
        (signals.authenticator_added, "kopplade"),
        (signals.authenticator_removed, "tog bort"),
        (signals.authenticator_reset, _RENEWED),
    ):
        signal.connect(_keeping(verb), weak=False, dispatch_uid=f"uppsikt.web.codes {verb}")


def _keeping(verb: str) -> Callable[..., None]:
    def kept(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
        what = _WORDS.get(authenticator.type, "")
        # Recovery codes come and go with the telephone: the mail about that is enough.
        is_told = authenticator.type == _TOTP or verb == _RENEWED
        note_codes(
            actor=actor_of_user(user), now=now(), user=user, verb=verb, what=what, tells=is_told
        )

    return kept


def _demanding(request: HttpRequest) -> Sequence[Role]:
    """The roles of today that demand a code."""
    held = {grant.role for grant in reader_of(request).grants}
    return sorted(held & settings.CODE_ROLES)


def _picture(svg: str) -> SafeString:
    """The picture as part of a page: made by us of digits alone, so that it is safe."""
    return mark_safe(svg[svg.index("<svg") :].replace("<svg ", f"<svg {_NAMED} ", 1))

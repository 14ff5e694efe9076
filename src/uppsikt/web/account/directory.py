"""Sign-in by a municipality's own directory (OpenID Connect). Off until the settings name one.

allauth takes the steps: state, PKCE, and the exchange of the code. Here is what it leaves out or
leaves to others: that the answer is for this very browser (nonce), that it is signed by the
directory however it came, and whose account it is.
"""

from __future__ import annotations

import secrets
from typing import Any, NoReturn

import jwt
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from uppsikt.platform.access.models import User
from uppsikt.web import errors
from uppsikt.web.directory_settings import PROVIDER

_NONCES, _NEXT = "directory_nonces", "directory_next"
_MOST = 5
"""How many sign-ins one browser may have begun at once."""
_SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})
"""Ways to sign that need the directory's own key: what is signed by the shared secret is not."""

NOT_MADE = (
    "Det finns inget konto för dig i Uppsikt. Den som ansvarar för Uppsikt lägger upp konton."
)
UNPROVED = "Katalogen har inte prövat din e-postadress. Be den som har hand om katalogen."
DOWN = "Kommunens katalog svarar inte. Försök igen om en stund, eller logga in med lösenord."
FAILED = "Svaret från kommunens katalog gick inte att lita på. Försök igen från inloggningssidan."


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """What allauth asks: nobody gets an account by a directory, and errors are pages of ours."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an administrator makes the accounts."""
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **rest: Any
    ) -> NoReturn:
        """A page that says that it did not work; why is for nobody to learn who tries things."""
        raise ImmediateHttpResponse(errors.not_signed_in(request, FAILED))


class _Steps(OpenIDConnectOAuth2Adapter):
    """The steps with the directory."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **rest: Any) -> NoReturn:
        """Signs in whoever the directory vouches for. Ends with an answer, whatever it is."""
        claims = self._checked(app, str(rest["response"].get("id_token") or ""))
        user, why = _account_of(claims)
        if user is None:
            raise ImmediateHttpResponse(errors.not_signed_in(request, why))
        record_authentication(request, user, "socialaccount", provider=PROVIDER)
        login = Login(user=user, redirect_url=request.session.pop(_NEXT, "") or None)
        raise ImmediateHttpResponse(perform_login(request, login))

    def _checked(self, app: Any, id_token: str) -> dict[str, Any]:
        """What the directory says. Raises OAuth2Error unless it said it, now, to this browser."""
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in _SIGNED_BY:
                raise OAuth2Error("not signed by the directory's own key")
        except jwt.PyJWTError as fault:
            raise OAuth2Error("no token") from fault
        try:
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
                verify_signature=True,
            )
        except (KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("a token or keys that are not whole") from fault
        nonces = self.request.session.get(_NONCES, [])
        if not claims.get("sub") or claims.get("nonce") not in nonces:
            raise OAuth2Error("an answer to somebody else")
        self.request.session[_NONCES] = [one for one in nonces if one != claims["nonce"]]
        return claims


def _account_of(claims: dict[str, Any]) -> tuple[User | None, str]:
    """Whose account it is, or why it is nobody's.

    The directory's own number for a person is kept at the first sign-in: an address that is given
    to somebody else later on does not open the account of who had it before.
    """
    claim = settings.DIRECTORY.claim if settings.DIRECTORY else ""
    if claim == "email" and claims.get("email_verified") is not True:
        return None, UNPROVED
    name = str(claims.get(claim) or "").strip().lower()
    user = User.objects.filter(username=name, is_active=True).first() if name else None
    if user is None:
        return None, NOT_MADE
    known = SocialAccount.objects.filter(provider=PROVIDER, user=user).first()
    if known is None:
        SocialAccount.objects.create(provider=PROVIDER, user=user, uid=str(claims["sub"]))
    elif known.uid != str(claims["sub"]):
        return None, NOT_MADE
    return user, ""


class _Begin(OAuth2LoginView):
    """Sends the browser to the directory."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """With a nonce of this browser's own; what else the address asks for is left out."""
        nonce = secrets.token_urlsafe(24)
        kept = request.session.get(_NONCES, [])
        request.session[_NONCES] = [*kept[1 - _MOST :], nonce]
        request.session[_NEXT] = own_page(request, request.GET.get("next", ""))
        answer: HttpResponseBase = self.get_provider().redirect(
            request, "login", auth_params={"nonce": nonce}
        )
        return answer


def own_page(request: HttpRequest, page: str) -> str:
    """The page if it is one of ours, else nothing."""
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else ""


@require_safe
@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the directory. Not found where none is set."""
    return _step(request, _Begin)


@require_safe
@never_cache
def answered(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the directory."""
    return _step(request, OAuth2CallbackView)


def _step(request: HttpRequest, view: Any) -> HttpResponseBase:
    if settings.DIRECTORY is None:
        raise Http404  # before anything is kept in a session, and so in a cookie
    try:
        response: HttpResponseBase = view.adapter_view(_Steps(request, PROVIDER))(request)
    except (RequestException, KeyError, ValueError):
        return errors.not_signed_in(request, DOWN)
    return response

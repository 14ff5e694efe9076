"""The addresses of the tests' directory, and what it tells of a person."""

from __future__ import annotations

from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from oauth2_provider.oauth2_validators import OAuth2Validator


class Validator(OAuth2Validator):
    """Tells a person's address, and whether it has been tried."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: HttpRequest) -> dict[str, object]:
        user = get_user_model().objects.get(username=str(request.user))
        return {"email": user.email, "email_verified": user.first_name == "tried"}


def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in whoever is named: by a number of their own, with an address."""
    who, email = request.GET["who"], request.GET["email"]
    user, _ = get_user_model().objects.get_or_create(username=who)
    user.email, user.first_name = email, request.GET.get("tried", "tried")
    user.save()
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(request.GET["next"])


urlpatterns = [
    path("login/", sign_in),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]

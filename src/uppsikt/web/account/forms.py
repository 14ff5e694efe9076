"""The forms of sign-in: allauth's, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from django import forms

from uppsikt.platform.access.models import User
from uppsikt.platform.accounts.attempt_rules import CODE_USED
from uppsikt.platform.accounts.attempts import TooManyAttempts, take
from uppsikt.web.clock import now

MISSING = "Fyll i fältet."
NO_ADDRESS = "Skriv en hel adress, som namn@kommunen.se."
NEW_PASSWORD = "Minst 12 tecken, och inget som är lätt att gissa. Flera ord i rad går bra."
NOT_ALIKE = "Lösenorden är inte lika."
Words = Mapping[str, tuple[str, str]]


class InOurWords:
    """A form whose fields have labels, explanations and errors of ours."""

    words: ClassVar[Words] = {}
    """By field: its label, and what is told below it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Rewords what the form of theirs has made."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.words[name]
            field.error_messages |= {"required": MISSING, "invalid": NO_ADDRESS}
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.validators = []  # whatever is no address is nobody's, and is told so
                field.widget.attrs["autocomplete"] = "username"


class SignInForm(InOurWords, theirs.LoginForm):
    """Address and password."""

    words: ClassVar[Words] = {"login": ("E-postadress", ""), "password": ("Lösenord", "")}


class ForgottenForm(InOurWords, theirs.ResetPasswordForm):
    """The address that a link is sent to."""

    words: ClassVar[Words] = {"email": ("E-postadress", "")}


class _TwiceAlike(InOurWords):
    """A new password is written twice."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Their only error of this field that is not about what was left empty, in our words."""
        super().add_error(field, NOT_ALIKE if field == "password2" else error)  # type: ignore[misc]


class NewPasswordForm(_TwiceAlike, theirs.ResetPasswordKeyForm):
    """A new password by a mailed link."""

    words: ClassVar[Words] = {
        "password1": ("Nytt lösenord", NEW_PASSWORD),
        "password2": ("Nytt lösenord igen", ""),
    }


class ChangePasswordForm(_TwiceAlike, theirs.ChangePasswordForm):
    """A new password by the one that there is."""

    words: ClassVar[Words] = {"oldpassword": ("Nuvarande lösenord", ""), **NewPasswordForm.words}


class AgainForm(InOurWords, theirs.ReauthenticateForm):
    """The password once more, before something that matters."""

    words: ClassVar[Words] = {"password": ("Lösenord", "")}


CODE = "Sex siffror från appen i telefonen, eller en av reservkoderna."


class _Code(InOurWords):
    """A code that is used once, whichever web worker is shown it."""

    words: ClassVar[Words] = {"code": ("Kod", CODE)}
    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Their check, and that nobody has used the code just before."""
        code: str = super().clean_code()  # type: ignore[misc]
        try:
            take({CODE_USED: f"{self.user.pk} {normalize_user_code(code)}"}, now())
        except TooManyAttempts:
            raise get_adapter().validation_error("incorrect_code") from None
        return code


class CodeForm(_Code, code_forms.AuthenticateForm):
    """The code that is asked for at sign-in."""


class CodeAgainForm(_Code, code_forms.ReauthenticateForm):
    """A code once more, before something that matters."""


class LinkForm(InOurWords, totp_forms.ActivateTOTPForm):
    """The first code of a telephone that is linked."""

    words: ClassVar[Words] = {"code": ("Kod", "De sex siffror som appen visar nu.")}

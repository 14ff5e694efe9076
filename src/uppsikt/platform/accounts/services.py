"""What changes accounts: made, closed, opened, and given a link to a password."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.http import int_to_base36

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.accounts.endings import end_all_else
from uppsikt.platform.accounts.links import password_page
from uppsikt.platform.accounts.mails import (
    code_changed_mail,
    password_changed_mail,
    password_link_mail,
    tell,
)
from uppsikt.platform.accounts.models import SignIn
from uppsikt.platform.audit.services import record

LONGEST_NAME = 150


class WrongAccount(UppsiktError):
    """An account cannot be made or changed so."""


def add_user(*, actor: Actor, now: datetime, email: str, name: str) -> User:
    """Makes an account without a password: its owner chooses one by a link.

    `email` is what its owner signs in with. Raises WrongAccount if it is no address or taken.
    """
    demand(actor, Verb.CHANGE, Thing.USERS)
    address, shown = _address(email), _name(name)
    with transaction.atomic():
        if User.objects.filter(username=address).exists():
            raise WrongAccount(
                "Det finns redan ett konto med den adressen.",
                values=[address],
                todo="Ge kontot en roll, eller öppna det om det är stängt.",
            )
        user = User(username=address, email=address, first_name=shown, date_joined=now)
        user.set_unusable_password()
        user.save()
        record(actor=actor, now=now, verb="lade upp kontot", thing=address)
    return user


def invite_user(*, actor: Actor, now: datetime, email: str, name: str) -> User:
    """Makes an account and sends its owner the link: both, or neither. Raises WrongAccount."""
    with transaction.atomic():
        user = add_user(actor=actor, now=now, email=email, name=name)
        send_password_link(actor=actor, now=now, user=user)
    return user


def close_user(*, actor: Actor, now: datetime, user: User) -> bool:
    """Closes an account: whoever is signed in with it is signed out at once. False if it was.

    Raises WrongAccount for one's own: somebody must be left who can open it.
    """
    demand(actor, Verb.CHANGE, Thing.USERS)
    refuse_own(actor, user, "stänga ditt eget konto")
    return _set_active(actor, now, user, active=False, verb="stängde kontot")


def open_user(*, actor: Actor, now: datetime, user: User) -> bool:
    """Opens an account that was closed, with the roles that it has. False if it was open."""
    demand(actor, Verb.CHANGE, Thing.USERS)
    return _set_active(actor, now, user, active=True, verb="öppnade kontot")


def _set_active(actor: Actor, now: datetime, user: User, *, active: bool, verb: str) -> bool:
    with transaction.atomic():
        changed = User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active)
        if changed:
            # Else who was signed in when it was closed would be so again when it is opened.
            SignIn.objects.filter(user=user, ended_at=None).update(ended_at=now)
            end_all_else(actor=actor, now=now, user=user)
            record(actor=actor, now=now, verb=verb, thing=user.username)
    user.is_active = active
    return bool(changed)


def forget_codes(*, actor: Actor, now: datetime, user: User) -> bool:
    """Takes away a user's one-time codes, when the telephone is lost. False if there were none.

    Raises WrongAccount for one's own: that is done on the own page, after a confirmation.
    """
    demand(actor, Verb.CHANGE, Thing.USERS)
    refuse_own(actor, user, "ta bort din egen engångskod här")
    with transaction.atomic():
        count, _ = Authenticator.objects.filter(user=user).delete()
        if count:
            record(actor=actor, now=now, verb="tog bort engångskoden för", thing=user.username)
            tell(user, code_changed_mail(user, "En administratör tog bort engångskoden", now))
    return bool(count)


def note_new_password(*, actor: Actor, now: datetime, user: User) -> None:
    """The owner of an account has chosen a password: what was open by the old one ends.

    Call it inside the transaction that keeps the password. The owner is told by mail. (The
    sessions end by themselves: each holds a mark of the password that it began with.)
    """
    with transaction.atomic():
        end_all_else(actor=actor, now=now, user=user)
        record(actor=actor, now=now, verb="valde lösenord", thing=user.username, quiet=True)
        tell(user, password_changed_mail(user, now))


def note_codes(
    *, actor: Actor, now: datetime, user: User, verb: str, what: str, tells: bool
) -> None:
    """The owner of an account has changed the one-time codes: `verb` and `what` in Swedish.

    `tells` says that it is written to the owner too.
    """
    with transaction.atomic():
        record(actor=actor, now=now, verb=f"{verb} {what}", thing=user.username)
        if tells:
            did = f"Någon, troligen du, {verb} {what}"
            tell(user, code_changed_mail(user, did, now))


def password_link(*, actor: Actor, now: datetime, user: User) -> str:
    """A link with which the account's owner chooses a password: to be given to that person alone.

    It holds for some days and once. Raises WrongAccount for an account that is closed.
    """
    demand(actor, Verb.CHANGE, Thing.USERS)
    if not user.is_active:
        raise WrongAccount(
            "Kontot är stängt och får ingen länk.",
            values=[user.username],
            todo="Öppna kontot först, om personen ska kunna logga in igen.",
        )
    record(actor=actor, now=now, verb="gav en länk till lösenord", thing=user.username)
    return password_page(int_to_base36(user.pk), default_token_generator.make_token(user))


def send_password_link(*, actor: Actor, now: datetime, user: User) -> None:
    """As `password_link`, but by mail to the account's address."""
    with transaction.atomic():
        link = password_link(actor=actor, now=now, user=user)
        password_link_mail(user, link).send()


def refuse_own(actor: Actor, user: User, what: str) -> None:
    """Raises WrongAccount where somebody would decide about the own account."""
    if actor.user == user.pk:
        raise WrongAccount(
            f"Du kan inte {what}.",
            why="Då kunde den som råkar fel, eller får sitt konto kapat, låsa alla ute.",
            todo="Be en annan administratör, eller driften.",
        )


def _address(email: str) -> str:
    """The address as it is kept: small letters, so that it is one and the same however written."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as fault:
        raise WrongAccount(
            "Det är ingen e-postadress.",
            values=[f"”{email}”"],
            todo="Skriv en hel adress, som namn@kommunen.se.",
        ) from fault
    return address


def _name(name: str) -> str:
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST_NAME:
        raise WrongAccount(
            "Kontot behöver ett namn." if not shown else "Namnet är för långt.",
            why="Namnet står i loggen och vid det som personen har gjort.",
            todo=f"Skriv personens namn, högst {LONGEST_NAME} tecken.",
        )
    return shown

"""Every address with what it asks of whoever comes: the table behind `uppsikt rights`.

An address says here which kind of thing opens it and what is shown on it only to those who may read
that too. What each role meets follows from the table of rights alone; a test goes to every address
in every role, in the own committee and in another, and holds the answers against it. An address
without a line fails the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from uppsikt.platform.access.rules import (
    GIVEN_ROLES,
    PUBLIC,
    ROLES_OF_ALL,
    Grant,
    Reader,
    Role,
    Thing,
    Verb,
    may,
    may_somewhere,
)
from uppsikt.web.addresses import addresses


class Meets(StrEnum):
    """What somebody meets at an address; the text stands in the table."""

    ALL = "allt"
    PART = "delar"
    WITHIN = "det egna"
    SIGN_IN = "logga in"
    NO = "nej"
    SENDS = "skickar"


@dataclass(frozen=True)
class Form:
    """A form that an address takes: what sending it asks for, where that is more than opening it.

    `alone`: there is no page at the address, only on another the form that leads there.
    """

    opens: Thing | None = None
    verb: Verb = Verb.CHANGE
    alone: bool = False


@dataclass(frozen=True)
class Asked:
    """What an address asks. Without `opens` it is for everybody, and the same for all.

    `hides` is shown only to those who may read that too. `within`: whoever has the right anywhere
    comes in, and is shown what the right is for; other addresses are of one committee, or one
    activity in it, if their route names one. `owned`: a thing of its owner's, which is not found
    by others who may not read all such; `personal` is found by nobody else at all. `signed_in`:
    whoever is not signed in is led to sign in first. Without a `form` the address takes none.
    """

    opens: Thing | None = None
    verb: Verb = Verb.READ
    hides: tuple[Thing, ...] = ()
    within: bool = False
    owned: bool = False
    personal: bool = False
    signed_in: bool = False
    form: Form | None = None


_SAME, _ALONE = Form(), Form(alone=True)
"""A form for whoever opens the page, and one that has no page of its own."""
_EVERYBODY = Asked()
_EVERYBODY_SENDS = Asked(form=_SAME)
_REPORT = Asked(Thing.REPORTS)
_LOOK = Asked(Thing.LOOKS)
_SIGNED_IN = Asked(signed_in=True)
_OWN_ACCOUNT = Asked(signed_in=True, form=_SAME)
_USERS = Asked(Thing.USERS, signed_in=True)
_CHANGES_USERS = Asked(Thing.USERS, Verb.CHANGE, signed_in=True, form=_SAME)
_ROWS = Asked(Thing.BALANCES, hides=(Thing.VOUCHER_TEXTS,))
_TEXTS = Asked(Thing.TEXTS, form=Form(Thing.TEXTS))
_REVIEW = Asked(Thing.REVIEWS, Verb.CHANGE, personal=True)

RIGHTS: dict[str, Asked] = {
    "start": _REPORT,
    "committees": _EVERYBODY,
    "overview": _REPORT,
    "internal": _REPORT,
    "last_year": _REPORT,
    "committee_latest": _REPORT,
    "periods": Asked(Thing.PERIODS),
    "accumulated": Asked(Thing.PLANS),
    "forecasts": Asked(Thing.PLANS),
    "forecasts_file": Asked(Thing.PLANS),
    "committee": _REPORT,
    "activity": _REPORT,
    "vouchers": _ROWS,
    "rows": _ROWS,
    "rows_file": Asked(Thing.BALANCES, hides=(Thing.VOUCHER_TEXTS, Thing.IMPORTS)),
    "known": Asked(Thing.PLANS),
    "known_file": Asked(Thing.PLANS, hides=(Thing.VOUCHER_TEXTS,)),
    "accruals": Asked(Thing.BALANCES),
    "new_tree": _REPORT,
    "report": _REPORT,
    "cell": Asked(Thing.REPORTS, hides=(Thing.FORMER_COMMENTS,), form=Form(Thing.TEXTS)),
    "history": Asked(Thing.REPORTS, hides=(Thing.IMPORTS,)),
    "history_file": Asked(Thing.REPORTS, hides=(Thing.IMPORTS,)),
    "report_file": _REPORT,
    "given_report": _REPORT,
    "given_file": _REPORT,
    "given_table": _REPORT,
    "given_table_file": _REPORT,
    "given_cell": _REPORT,
    "my_round": Asked(Thing.DRAFTS),
    "my_forecast": Asked(Thing.FORECASTS, Verb.CHANGE, hides=(Thing.DRAFTS,), form=_SAME),
    "give_out": Asked(Thing.REPORTS, Verb.CHANGE, form=_SAME),
    "oversight": Asked(Thing.ROUNDS),
    "round_dates": Asked(Thing.ROUNDS, form=Form(Thing.ROUNDS)),
    "round": Asked(Thing.DRAFTS, form=Form(Thing.ROUNDS)),
    "round_activity": Asked(Thing.DRAFTS, hides=(Thing.DRAFTS,), form=Form(Thing.ROUNDS)),
    "gate": Asked(Thing.DRAFTS, form=Form(Thing.ROUNDS)),
    "accessibility": _EVERYBODY,
    "texts": _TEXTS,
    "text": _TEXTS,
    "new_text": Asked(Thing.TEXTS, Verb.CHANGE, form=_SAME),
    "bindable": Asked(Thing.TEXTS),
    "bindable_json": Asked(Thing.TEXTS),
    "templates": _EVERYBODY,
    "template": _EVERYBODY,
    "looks": _LOOK,
    "look": _LOOK,
    "look_style": _LOOK,
    "look_logo": _LOOK,
    "look_letters": _LOOK,
    "look_picture": _LOOK,
    "look_trial": _LOOK,
    "account": _SIGNED_IN,
    "account_login": _EVERYBODY_SENDS,
    "account_logout": _EVERYBODY_SENDS,
    "sign_out_everywhere": Asked(signed_in=True, form=_ALONE),
    "sign_in_as_demo": Asked(form=_ALONE),
    "account_reauthenticate": _OWN_ACCOUNT,
    "mfa_reauthenticate": _OWN_ACCOUNT,
    "mfa_authenticate": _EVERYBODY_SENDS,
    "mfa_index": _SIGNED_IN,
    "mfa_activate_totp": _OWN_ACCOUNT,
    "mfa_deactivate_totp": _OWN_ACCOUNT,
    "mfa_view_recovery_codes": _SIGNED_IN,
    "mfa_generate_recovery_codes": _OWN_ACCOUNT,
    "openid_connect_login": _EVERYBODY,
    "openid_connect_callback": _EVERYBODY,
    "tokens": _SIGNED_IN,
    "new_token": _OWN_ACCOUNT,
    "end_token": Asked(Thing.TOKENS, Verb.CHANGE, signed_in=True, personal=True, form=_SAME),
    "account_change_password": _OWN_ACCOUNT,
    "account_password_changed": _SIGNED_IN,
    "account_reset_password": _EVERYBODY_SENDS,
    "account_reset_password_done": _EVERYBODY,
    "account_reset_password_from_key": _EVERYBODY_SENDS,
    "account_reset_password_from_key_done": _EVERYBODY,
    "users": _USERS,
    "new_user": _CHANGES_USERS,
    "user": _USERS,
    "new_role": _CHANGES_USERS,
    "end_role": _CHANGES_USERS,
    "user_act": _CHANGES_USERS,
    "end_users_token": Asked(Thing.TOKENS, Verb.CHANGE, signed_in=True, form=_SAME),
    # Where the site says so, the public may have a report reviewed too (docs/installningar.md).
    "reviews": _EVERYBODY_SENDS,
    "review": replace(_REVIEW, form=_SAME),
    "review_document": _REVIEW,
    "review_result": _REVIEW,
    "jobs": Asked(Thing.JOBS, within=True),
    "job": Asked(Thing.JOBS, owned=True),
    "cancel_job": Asked(Thing.JOBS, owned=True, form=Form(Thing.JOBS, alone=True)),
    "retry_job": Asked(Thing.JOBS, owned=True, form=Form(Thing.JOBS, alone=True)),
    "read_in": Asked(Thing.IMPORTS, Verb.CHANGE, within=True, form=_SAME),
    "read_previewed": Asked(Thing.JOBS, owned=True, form=Form(Thing.IMPORTS, alone=True)),
    # What is found is read by the rights of each thing that it is in.
    "search": _EVERYBODY,
    "mail": Asked(Thing.MAIL, within=True),
    "message": Asked(Thing.MAIL, owned=True, form=Form(Thing.MAIL)),
    "file": Asked(Thing.FILES, owned=True),
    "log": Asked(Thing.AUDIT, within=True),
    "log_file": Asked(Thing.AUDIT, within=True),
    "method": _EVERYBODY,
    # What stands there is what the reader may read.
    "given_feed": _EVERYBODY,
    "site_map": _EVERYBODY,
    "robots": _EVERYBODY,
    "health": _EVERYBODY,
    "api": _EVERYBODY,
    # The API shows what the pages show, to those who may open them.
    "api:openapi": _EVERYBODY,
    "api:months": _REPORT,
    "api:overview": _REPORT,
    "api:internal": _REPORT,
    "api:last_year": _REPORT,
    "api:committees": _REPORT,
    "api:committee": _REPORT,
    "api:oversight": Asked(Thing.ROUNDS),
    "api:rounds": Asked(Thing.ROUNDS),
    "api:round": Asked(Thing.DRAFTS, hides=(Thing.DRAFTS,)),
    "api:my_round": Asked(Thing.DRAFTS),
    "api:my_forecast": Asked(Thing.FORECASTS, Verb.CHANGE, hides=(Thing.DRAFTS,)),
    "api:periods": Asked(Thing.PERIODS),
    "api:accumulated": Asked(Thing.PLANS),
    "api:forecasts": Asked(Thing.PLANS),
    "api:suggestions": Asked(Thing.PLANS),
    "api:month": _REPORT,
    "api:activity": _REPORT,
    "api:new_activities": _REPORT,
    "api:reports": _REPORT,
    "api:report": _REPORT,
    "api:texts": Asked(Thing.TEXTS),
    "api:bindable": Asked(Thing.TEXTS),
    "api:versions": _REPORT,
    "api:version": _REPORT,
    "api:given_table": _REPORT,
    "api:given_cell": _REPORT,
    "api:cell": Asked(Thing.REPORTS, hides=(Thing.FORMER_COMMENTS,)),
    "api:history": Asked(Thing.REPORTS, hides=(Thing.IMPORTS,)),
    "api:rows": Asked(Thing.BALANCES, hides=(Thing.VOUCHER_TEXTS, Thing.IMPORTS)),
    "api:known_items": Asked(Thing.PLANS, hides=(Thing.VOUCHER_TEXTS,)),
    "api:accruals": Asked(Thing.BALANCES),
    "api:gate": Asked(Thing.DRAFTS),
    "api:templates": _EVERYBODY,
    "api:looks": _LOOK,
    "api:look": _LOOK,
    "api:me": _EVERYBODY,
    "api:search": _EVERYBODY,
    "api:search_kind": _EVERYBODY,
    "api:imports": Asked(Thing.IMPORTS, hides=(Thing.IMPORTS,), within=True),
    "api:import": Asked(Thing.IMPORTS, hides=(Thing.IMPORTS,), within=True),
    # Whoever may read the imports of a committee may read its texts.
    "api:import_file": Asked(Thing.IMPORTS, within=True),
    "api:jobs": Asked(Thing.JOBS, within=True),
    "api:job": Asked(Thing.JOBS, owned=True),
    "api:log": Asked(Thing.AUDIT, within=True),
    "api:users": Asked(Thing.USERS),
    "api:user": Asked(Thing.USERS),
    "api:messages": Asked(Thing.MAIL, within=True),
    "api:message": Asked(Thing.MAIL, owned=True),
    "api:files": Asked(Thing.FILES),
    "api:file": Asked(Thing.FILES, owned=True),
    "api:file_content": Asked(Thing.FILES, owned=True),
    "api:reviews": _EVERYBODY,
    "api:review": _REVIEW,
}
"""What each address asks, by its name among the patterns."""


_COMMITTEES = ("namnder/<name:slug>", "api/v1/committees/<slug>")


def committee_in(route: str) -> bool:
    """Whether the route names a committee."""
    return route.startswith(_COMMITTEES)


def activity_in(route: str) -> bool:
    """Whether the route names an activity of the committee."""
    return committee_in(route) and re.search(r"<(name:)?key>", route) is not None


def meets(asked: Asked, who: Reader, *, committee: str = "", activity: str = "") -> Meets:
    """What somebody meets at an address, in the committee and activity that its route names."""
    if asked.signed_in and who.user is None:
        return Meets.SIGN_IN
    if asked.opens is None:
        return Meets.ALL
    if asked.personal:
        return Meets.WITHIN
    if may(who, asked.verb, asked.opens.of(committee, activity)):
        hidden = (kind.of(committee, activity) for kind in asked.hides)
        return Meets.ALL if all(may(who, Verb.READ, one) for one in hidden) else Meets.PART
    if asked.owned or (asked.within and may_somewhere(who, asked.verb, asked.opens)):
        return Meets.WITHIN
    return Meets.NO


def sends(asked: Asked, who: Reader, *, committee: str = "", activity: str = "") -> Meets:
    """What somebody meets who sends the address's form. Raises AssertionError where there is none.

    Nobody sends what they could not open; a form may ask for another right besides.
    """
    assert asked.form is not None
    opened = meets(replace(asked, hides=()), who, committee=committee, activity=activity)
    if asked.form.opens is not None and opened not in (Meets.SIGN_IN, Meets.NO):
        if not may_somewhere(who, asked.form.verb, asked.form.opens):
            return Meets.NO
        if not may(who, asked.form.verb, asked.form.opens.of(committee)):
            return Meets.NO if committee else Meets.WITHIN
    return Meets.SENDS if opened is Meets.ALL else opened


ROLES = (Role.PUBLIC, *GIVEN_ROLES)
"""Those who come by pages; the commands are whoever has the machine."""
_OWN, _OTHER = ("egen", "egen"), ("annan", "annan")
"""A committee and an activity in it that somebody has a role in, and others."""


def somebody(role: Role) -> Reader:
    """Somebody with the role, in the own committee or where it cannot be, in all."""
    if role is Role.PUBLIC:
        return PUBLIC
    committee = None if role in ROLES_OF_ALL else _OWN[0]
    activities = (_OWN[1],) if role is Role.MANAGER else ()
    return Reader(role.value, (Grant(role, committee, activities),), 1)


@dataclass(frozen=True)
class Row:
    """An address in the table: its route, what it asks, and what each role meets there.

    In words; two of them with a stroke between are the own committee and another one. `is_form` is
    of what is sent there, and other rows of the page.
    """

    name: str
    route: str
    asks: str
    hides: str
    cells: tuple[str, ...]
    is_form: bool = False


def rows() -> Iterator[Row]:
    """The table: the page of each address, and then its form. Raises KeyError for one without."""
    for name, route in addresses():
        asked = RIGHTS[name]
        if asked.form is None or not asked.form.alone:
            hides = ", ".join(kind.value for kind in asked.hides)
            cells = tuple(_cell(asked, route, role) for role in ROLES)
            yield Row(name, shown_route(route), _right(asked.verb, asked.opens), hides, cells)
        if asked.form is not None:
            opens, verb = asked.form.opens, asked.form.verb
            right = _right(verb, opens) if opens else _right(asked.verb, asked.opens)
            cells = tuple(_form_cell(asked, route, role) for role in ROLES)
            yield Row(name, shown_route(route), right, "", cells, is_form=True)


def _right(verb: Verb, opens: Thing | None) -> str:
    return "ingenting" if opens is None else f"{verb.value} {opens.value}"


_PLACES = {
    "slug": "NÄMND", "period": "MÅNAD", "key": "VERKSAMHET", "form": "RAPPORT", "kind": "FORMAT",
    "table": "TABELL", "row": "RAD", "column": "KOLUMN", "version": "VERSION", "number": "NUMMER",
    "page": "SIDA", "place": "PLATS", "role": "ROLL", "what": "VAD", "uidb36": "KONTO",
    "provider_id": "KATALOG", "token": "NYCKEL", "thing": "SLAG", "year": "ÅR",
}  # fmt: skip
"""What the parts of a committee's addresses are, and of others where they are no names of keys."""
_NAMES = {"slug": "NAMN", "key": "NYCKEL", "form": "FORMAT"}


def shown_route(route: str) -> str:
    """The route as it is written for people: /namnder/NÄMND/MÅNAD/."""
    places = (
        _PLACES if route.startswith(("namnder/", "api/v1/committees")) else {**_PLACES, **_NAMES}
    )
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).removeprefix("^").removesuffix("$")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: places[part[1]], plain)


def _cell(asked: Asked, route: str, role: Role) -> str:
    who = somebody(role)
    if not committee_in(route):
        return meets(asked, who)
    found = []
    for slug, key in (_OWN, _OTHER):
        activity = key if activity_in(route) else ""
        found.append(meets(asked, who, committee=slug, activity=activity))
    return _both(*found)


def _form_cell(asked: Asked, route: str, role: Role) -> str:
    who = somebody(role)
    if not committee_in(route):
        return sends(asked, who)
    found = []
    for slug, key in (_OWN, _OTHER):
        activity = key if activity_in(route) else ""
        found.append(sends(asked, who, committee=slug, activity=activity))
    return _both(*found)


def _both(own: Meets, other: Meets) -> str:
    return own.value if own is other else f"{own.value} / {other.value}"

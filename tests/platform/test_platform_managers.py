"""Rows are given to a reader and to nobody else: each model, each role, and the way round it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import F, Manager, Model

from every_row import refuse
from people import one
from uppsikt.organisation.models import Committee, Line, Setup
from uppsikt.planning.models import Forecast
from uppsikt.platform.access.managers import Guarded, NoReader
from uppsikt.platform.access.rules import (
    GIVEN_ROLES,
    OPERATOR,
    PUBLIC,
    Reader,
    Role,
    Thing,
    Verb,
    may,
    may_somewhere,
)
from uppsikt.store import Store

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/uppsikt"
NOT_GUARDED = {"access.User", "accounts.Attempt", "accounts.SignIn"}
"""Who signs in, and what is kept of it: found before there is any reader."""
READING = re.compile(
    r"(selectors|readings|comments|printed|reports|drill|latest|known|books)[.]py$"
)
"""The modules that are asked by a reader; pages and commands are too."""

ASKED = {
    "followup/comments.py", "followup/given/printed.py", "followup/given/reports.py",
    "extracts/published.py", "extracts/rates.py", "extracts/selectors.py",
    "look/selectors.py", "measures/selectors.py", "organisation/move_selectors.py",
    "organisation/selectors.py", "planning/carry_over_selectors.py", "planning/known.py",
    "planning/known_item_books.py", "planning/known_item_selectors.py", "planning/readings.py",
    "planning/selectors.py", "platform/access/selectors.py",
    "platform/accounts/selectors.py", "platform/audit/selectors.py",
    "platform/files/selectors.py", "platform/outbox/selectors.py",
    "platform/search/selectors.py", "platform/tokens/selectors.py", "review_desk/selectors.py",
    "rounds/gate_selectors.py", "rounds/selectors.py",
    "sources/drill.py", "sources/latest.py", "sources/period_selectors.py",
    "sources/readings.py", "sources/selectors.py", "sources/voucher_selectors.py",
    "web/account/demo.py", "web/account/users.py", "web/account/views.py",
}  # fmt: skip
"""Those that have asked about the very committee or owner before: what is remembered for a report,
whoever reads it, what the site counts of itself, one's own, and rows of which a part is hidden."""

OWN, OTHER = "ifon", "arbetslivsnamnden"


def guarded() -> list[type[Model]]:
    """The models of the program's own apps."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("uppsikt.") and model._meta.label not in NOT_GUARDED
    ]


@pytest.mark.parametrize("model", guarded(), ids=lambda model: model.__name__)
def test_every_model_is_guarded_and_has_everything_beside(model: type[Model]) -> None:
    assert isinstance(model._default_manager, Guarded), (
        f"{model.__name__}: objects = Guarded(Thing.…, committee=…), everything = models.Manager()"
    )
    assert type(vars(model)["everything"].manager) is Manager
    model._default_manager.seen_by(one(Role.CONTROLLER, OWN)).query.sql_with_params  # noqa: B018


@pytest.mark.parametrize(
    "ask",
    [
        Line.objects.all,
        lambda: Line.objects.filter(key="x"),
        lambda: Line.objects.get(pk=1),
        lambda: Line.objects.create(key="x"),
        lambda: Line.objects.bulk_create([]),
        Line.objects.count,
        Line.objects.none,
        lambda: Line.objects.raw("select 1"),
        lambda: Line.objects.annotate(x=F("key")),
        lambda: Committee.everything.filter(lines__in=Line.objects.all()),
        Committee(pk=1).lines.all,
        lambda: Committee(pk=1).lines.create(key="x"),
        Committee(pk=1).setups.count,
        lambda: Line.objects.using("default").all(),
        lambda: list(Line.objects),  # type: ignore[call-overload]
    ],
)
def test_whoever_forgets_the_reader_is_told(
    ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guarded, "get_queryset", refuse)
    with pytest.raises((NoReader, TypeError), match=r"reader|iterable"):
        ask()


@pytest.mark.database
@pytest.mark.django_db
def test_rows_beside_others_are_not_fetched_without_a_reader(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guarded, "get_queryset", refuse)
    with pytest.raises(NoReader):
        list(Committee.everything.prefetch_related("lines"))
    committee = Committee.everything.get(slug=OWN)
    own = set(committee.setups.seen_by(one(Role.CONTROLLER, OWN)))
    assert own == set(Setup.everything.filter(committee=committee))
    assert not committee.setups.seen_by(one(Role.CONTROLLER, OTHER)).exists()


def belonging_to(model: type[Model]) -> list[tuple[int, str]]:
    """Each row with the committees that it belongs to, by the path that the model names."""
    manager = model._default_manager
    assert isinstance(manager, Guarded)
    path = manager.belonging.committee
    rows = model._base_manager.order_by("pk")
    if not path:
        return [(pk, "") for pk in rows.values_list("pk", flat=True)]
    return [(pk, slug or "") for pk, slug in rows.values_list("pk", path)]


PEOPLE = [
    PUBLIC,
    OPERATOR,
    *(one(role, OWN, "vuxna") for role in GIVEN_ROLES),
    *(one(role) for role in GIVEN_ROLES),
]


@pytest.mark.database
@pytest.mark.django_db
def test_each_reader_is_given_the_rows_that_may_says_and_no_others(demo_store: Store) -> None:
    filled = 0
    for model in guarded():
        manager = model._default_manager
        assert isinstance(manager, Guarded)
        kind, rows = manager.belonging.kind, belonging_to(model)
        filled += bool(rows)
        for reader in PEOPLE:
            seen = set(manager.seen_by(reader).values_list("pk", flat=True))
            if manager.belonging.shared:
                expected = {pk for pk, _ in rows if may_somewhere(reader, Verb.READ, kind)}
            else:
                expected = {
                    pk
                    for pk, slugs in rows
                    for slug in (slugs.split() if manager.belonging.listed else [slugs]) or [""]
                    if may(reader, Verb.READ, kind.of(slug))
                }
            assert seen == expected, (model, reader)
    assert filled > 20, "the demo fills most tables"


@pytest.mark.database
@pytest.mark.django_db
def test_what_is_not_public_yet_is_for_those_at_work_on_it_alone(demo_store: Store) -> None:
    with_drafts = [model for model in guarded() if released_field(model)]
    assert {model.__name__ for model in with_drafts} >= {"Forecast", "Comment", "GivenReport"}
    rows = Forecast.everything.filter(committee__slug=OWN)
    draft = rows[0]
    public = set(rows.values_list("pk", flat=True)) - {draft.pk}
    rows.filter(pk=draft.pk).update(released_at=None)
    for reader in PEOPLE:
        seen = set(Forecast.objects.seen_by(reader).filter(committee__slug=OWN))
        at_work = may(reader, Verb.READ, Thing.DRAFTS.of(OWN))
        assert {row.pk for row in seen} - {draft.pk} == public
        assert (draft in seen) is at_work, reader
    assert not may(PUBLIC, Verb.READ, Thing.DRAFTS.of(OWN))


def released_field(model: type[Model]) -> str:
    manager = model._default_manager
    assert isinstance(manager, Guarded)
    return manager.belonging.released


def modules(pattern: str) -> set[str]:
    """The modules of the program that a pattern stands in."""
    wanted = re.compile(pattern)
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and wanted.search(path.read_text(encoding="utf-8"))
    }


def test_everything_is_taken_only_where_nobody_reads_or_the_right_was_asked_for() -> None:
    taking = modules(r"\.everything\b|\._base_manager\b|\._default_manager\b")
    read = {path for path in taking if READING.search(path) or path.startswith(("web/", "cli/"))}
    assert read <= ASKED, "read by `objects.seen_by(reader)`, or say why not here"


def test_objects_are_asked_for_the_reader_and_for_nothing_else() -> None:
    names = "|".join(model.__name__ for model in guarded())
    loose = modules(rf"\b(Stored\w+|{names})\.objects\b(?!\.seen_by\()")
    loose.discard("platform/access/managers.py")
    assert loose == set(), "ask `seen_by(reader)`, or `everything` where nobody reads"


@pytest.mark.parametrize("kind", Thing)
def test_somebody_without_a_right_anywhere_is_given_nothing(kind: Thing) -> None:
    nobody = Reader("någon")
    for model in guarded():
        manager = model._default_manager
        assert isinstance(manager, Guarded)
        if manager.belonging.kind is kind and not may(nobody, Verb.READ, kind):
            assert manager.seen_by(nobody).query.is_empty()

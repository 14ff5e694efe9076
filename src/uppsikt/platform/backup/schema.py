"""Which migrations a database has had, and its tables as they were after them."""

from __future__ import annotations

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Migrations = tuple[tuple[str, str], ...]


def applied() -> Migrations:
    """The migrations that the database has had, in order of name."""
    return tuple(sorted(MigrationExecutor(connection).loader.applied_migrations))


def known() -> Migrations:
    """The migrations that the program has."""
    return tuple(sorted(MigrationExecutor(connection).loader.disk_migrations))


def apps_after(migrations: Migrations) -> Apps:
    """The models as they are after those migrations: the program's own after all of them."""
    if migrations == known():
        return current_apps
    loader = MigrationExecutor(connection).loader
    return loader.project_state(_last(migrations)).apps


def migrate_to(migrations: Migrations) -> None:
    """Makes the tables of an empty database as they are after those migrations."""
    if migrations == known():
        upgrade()
    else:
        MigrationExecutor(connection).migrate(_last(migrations))


def upgrade() -> None:
    """Takes every migration that the database has not had."""
    call_command("migrate", verbosity=0, interactive=False)


def _last(migrations: Migrations) -> list[tuple[str, str]]:
    """Those that no other one of them rests on within its own app."""
    graph = MigrationExecutor(connection).loader.graph
    chosen = set(migrations)
    rested_on = {
        parent.key
        for key in chosen
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(chosen - rested_on)

"""The database's rows as lines of JSON: the same lines from SQLite and from PostgreSQL.

A table is a model's, as it is now or as the migrations that a database has had say that it was.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from typing import Any, TypeAlias

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import CharField, F, Field, Model, TextField
from django.db.models.functions import Collate
from django.utils.duration import duration_iso_string

from uppsikt.platform.backup.manifest import Kept, Table

Tables: TypeAlias = Mapping[str, type[Model]]

NOT_KEPT = frozenset({"sessions.session"})
"""Who was signed in then is not to be signed in again by a backup."""
_MADE_BY_MIGRATING = frozenset({"auth.permission", "contenttypes.contenttype"})
"""Has rows in a database where nothing has been put yet."""

_BLOCK = 500


@contextmanager
def snapshot() -> Iterator[None]:
    """All that the block reads stands as at one moment, while others go on writing.

    SQLite: a transaction that takes no lock sees the database as at its first question (WAL).
    PostgreSQL: REPEATABLE READ does the same.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with _taking_no_lock(), transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _taking_no_lock() -> Iterator[None]:
    mode = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def tables(apps: Apps) -> Tables:
    """All tables that a backup keeps, by the model's name (`sources.import`), in that order."""
    return {name: model for name, model in _managed(apps).items() if name not in NOT_KEPT}


def columns(model: type[Model]) -> tuple[str, ...]:
    """The names of a model's columns, those that the database counts out left out."""
    return tuple(field.attname for field in _fields(model))


def lines(model: type[Model], names: Sequence[str]) -> Iterator[bytes]:
    """A table's rows as JSON, one a line, in the order of their key; `names` are the columns."""
    found = model._base_manager.order_by(_order(model)).values_list(*names)
    for row in found.iterator(chunk_size=2000):
        told = json.dumps(
            row, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        yield told.encode() + b"\n"


def counted(model: type[Model], names: Sequence[str]) -> Table:
    """What a backup would say of the table now."""
    count, size, digest = 0, 0, sha256()
    for line in lines(model, names):
        digest.update(line)
        count, size = count + 1, size + len(line)
    return Table(tuple(names), count, Kept(size, digest.hexdigest()))


def load(model: type[Model], names: Sequence[str], rows: Iterable[bytes]) -> None:
    """Puts rows in as they are: no default, no time of its own, no signal.

    Raises ValueError for rows that are not of the table's form.
    """
    fields = {field.attname: field for field in _fields(model)}
    if set(names) != set(fields):
        raise ValueError(
            f"columns of {model._meta.label_lower}: {sorted(set(names) ^ set(fields))}"
        )
    chosen = [fields[name] for name in names]
    quote = connection.ops.quote_name
    heads = ", ".join(quote(field.column or field.attname) for field in chosen)
    marks = ", ".join(["%s"] * len(chosen))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({heads}) VALUES ({marks})"
    rest = iter(rows)
    with connection.cursor() as cursor:
        while block := list(islice(rest, _BLOCK)):
            cursor.executemany(statement, [_values(chosen, line) for line in block])


def clear(apps: Apps) -> None:
    """Removes every row, also of those tables that a backup does not keep.

    Nobody else writes to them until the transaction is done; all may read what was.
    """
    quote = connection.ops.quote_name
    names = [quote(model._meta.db_table) for model in _managed(apps).values()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")


def count_on(found: Tables) -> None:
    """Lets the next row of each table be numbered after those that were put in."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(found.values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def is_empty(found: Tables) -> bool:
    """Whether there is nothing in the database but what making its tables puts there."""
    there = set(connection.introspection.table_names())
    return not any(
        model._base_manager.exists()
        for name, model in found.items()
        if name not in _MADE_BY_MIGRATING and model._meta.db_table in there
    )


def _managed(apps: Apps) -> Tables:
    kept = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    }
    return {name: kept[name] for name in sorted(kept)}


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", 0)]


def _order(model: type[Model]) -> str | Collate:
    """By key, and texts by their bytes: the order that both databases have."""
    key = model._meta.pk
    if connection.vendor == "postgresql" and isinstance(key, CharField | TextField):
        return Collate(F(key.attname), "C")
    return "pk"


def _plain(value: object) -> str:
    """What JSON has no form of, as text that the field's own `to_python` reads."""
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"no form for {type(value).__name__}")


def _values(fields: Sequence[Field[Any, Any]], line: bytes) -> list[Any]:
    row = json.loads(line)
    if not isinstance(row, list) or len(row) != len(fields):
        raise ValueError("a row of another length")
    return [
        field.get_db_prep_save(None if value is None else field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]

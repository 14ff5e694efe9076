"""Writing the index: what a service has changed, or all of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.search.models import Entry, Word
from uppsikt.platform.search.registry import Findable, Kind, kind_named, kinds
from uppsikt.platform.search.rules import LONGEST_WORD, fold, stem, tokens, words

_BATCH = 500


def refresh(kind: str, scope: str) -> int:
    """Writes all that can be found of a scope anew; returns how much that is.

    Call it at the end of the transaction that changes it: then a search finds what is there, and
    nothing else, at every moment.
    """
    with transaction.atomic():
        return _write(kind_named(kind), scope)


def rebuild(*, actor: Actor) -> int:
    """Writes all of the index anew, in one transaction; returns the number of entries.

    Raises NotAllowed.
    """
    demand(actor, Verb.CHANGE, Thing.SITE)
    with transaction.atomic():
        Entry.everything.all().delete()
        Word.everything.all().delete()
        return sum(_write(kind, scope) for kind in kinds() for scope in kind.scopes())


def _write(kind: Kind, scope: str) -> int:
    Entry.everything.filter(kind=kind.key, scope=scope).delete()
    rows = [_row(kind, scope, one) for one in kind.things(scope)]
    Entry.everything.bulk_create(rows, batch_size=_BATCH)
    _add_words({word for row in rows for word in words(f"{row.title} {row.text}")})
    return len(rows)


def _row(kind: Kind, scope: str, one: Findable) -> Entry:
    title, text = one.title.replace("\0", " "), one.text.replace("\0", " ")
    return Entry(
        kind=kind.key,
        scope=scope,
        title=title[:300],
        text=text,
        page=" ".join(one.page),
        thing=one.right.kind.name,
        committee=one.right.committee,
        activity=one.right.activity,
        words=tokens(title, text),
    )


def _add_words(found: Iterable[str]) -> None:
    rows = [Word(word=word, folded=fold(word)[:LONGEST_WORD], stem=stem(word)) for word in found]
    Word.everything.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)

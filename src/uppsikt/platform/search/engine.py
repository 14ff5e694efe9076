"""The two databases' own ways to find words, behind one question.

A question is words that must all be there, each in any of some forms (`rules.tokens`). FTS5's
tokenizer `ascii` leaves every letter outside ASCII as it is, and PostgreSQL is given the words as
an array: neither stems, folds or cuts anything by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

Question = Sequence[Sequence[str]]

_TAKE_AWAY = (
    "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.id, old.words);"
)
_PUT_IN = "INSERT INTO search_index(rowid, words) VALUES (new.id, new.words);"
_AFRESH = f"{_TAKE_AWAY} {_PUT_IN}"
_LISTED = "array_to_tsvector(string_to_array(words, ' '))"
_TABLE = "words, content='search_entry', content_rowid='id', tokenize='ascii', detail='none'"
CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE search_index USING fts5({_TABLE})",
        f"CREATE TRIGGER search_added AFTER INSERT ON search_entry BEGIN {_PUT_IN} END",
        f"CREATE TRIGGER search_removed AFTER DELETE ON search_entry BEGIN {_TAKE_AWAY} END",
        f"CREATE TRIGGER search_changed AFTER UPDATE ON search_entry BEGIN {_AFRESH} END",
    ),
    "postgresql": (f"CREATE INDEX search_index ON search_entry USING gin ({_LISTED})",),
}
REMOVE = {
    "sqlite": (
        "DROP TRIGGER search_added",
        "DROP TRIGGER search_removed",
        "DROP TRIGGER search_changed",
        "DROP TABLE search_index",
    ),
    "postgresql": ("DROP INDEX search_index",),
}


def matching(question: Question) -> RawSQL:
    """A subquery of the numbers of the entries that hold the words.

    The forms are letters and digits alone, so nothing of what a user types is read as syntax.
    """
    if connection.vendor == "postgresql":
        asked = " & ".join(f"({' | '.join(map(_quoted, forms))})" for forms in question)
        return RawSQL(
            f"SELECT id FROM search_entry WHERE {_LISTED} @@ %s::tsquery",
            [asked],
        )
    asked = " AND ".join(f"({' OR '.join(map(_in_quotes, forms))})" for forms in question)
    return RawSQL("SELECT rowid FROM search_index WHERE search_index MATCH %s", [asked])


def _quoted(form: str) -> str:
    return f"'{form}'"


def _in_quotes(form: str) -> str:
    return f'"{form}"'

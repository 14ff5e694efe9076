"""What can be found: entries with their words, and every word that stands in any of them.

The index itself lies in the database (migration 0001): SQLite has an FTS5 table that follows the
entries by triggers, PostgreSQL an index on the same column. So whatever puts entries in or takes
them away, a backup too, keeps the index right.
"""

from __future__ import annotations

from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Entry(models.Model):
    """Something that can be found, and the right that it takes to find it.

    `kind` and `scope` say what it is of: all of a scope is written anew together. A thing that is
    partly secret has two entries, with a right each (`thing`: the name of a kind in `access`).
    `page` is the name of its page and what the address holds, with spaces between.
    `words` are as `rules.tokens` makes them.
    """

    kind = models.CharField("slag", max_length=40)
    scope = models.CharField("omfång", max_length=200)
    title = models.CharField("rubrik", max_length=300)
    text = models.TextField("text")
    page = models.CharField("sida", max_length=500)
    thing = models.CharField("rätt", max_length=40)
    committee = models.CharField("nämnd", max_length=100, default="")
    activity = models.CharField("verksamhet", max_length=100, default="")
    words = models.TextField("ord")

    # Who may find a row is told by the row itself: see `selectors`.
    objects = Guarded(Thing.SITE)
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("kind", "scope"), name="search_scope"),
            models.Index(fields=("thing", "committee"), name="search_right"),
        )
        verbose_name = "sökpost"
        verbose_name_plural = "sökposter"

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of some entry. It stays when the entry goes, until the index is rebuilt."""

    word = models.CharField("ord", max_length=60, primary_key=True)
    folded = models.CharField("utan ringar och prickar", max_length=60)
    stem = models.CharField("stam", max_length=60, db_index=True)

    objects = Guarded(Thing.SITE)
    everything = models.Manager()

    class Meta:
        ordering = ("word",)
        verbose_name = "ord"
        verbose_name_plural = "ord"

    def __str__(self) -> str:
        return self.word

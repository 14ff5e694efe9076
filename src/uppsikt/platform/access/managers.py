"""The rows that a reader may read, and no others: what `Model.objects` gives.

A model says once how its rows belong to a kind of thing, a committee and an activity:

    objects = Guarded(Thing.PLANS, committee="revision__committee__slug")
    everything = models.Manager()

`Model.objects.seen_by(reader)` is then a query of the rows within the reader's reach. Anything
else asked of `objects` raises NoReader, also by the way of another row (`committee.lines.all()`):
rows are never read by somebody who forgot to say for whom, and never silently missing.
`everything` is for what changes things, for rules of what counts, and for selectors that have
asked `demand` about the very committee; a house test holds where it may stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NoReturn, TypeVar, cast

from django.db.models import F, Manager, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from uppsikt.platform.access.rules import Reach, Reader, Thing, Verb, reach

M = TypeVar("M", bound=Model)


class NoReader(RuntimeError):
    """Rows were asked for without saying who reads them: a fault in the program."""


@dataclass(frozen=True)
class Belonging:
    """How a model's rows belong to a kind of thing: see `Guarded`."""

    kind: Thing
    committee: str = ""
    activity: str = ""
    owner: str = ""
    several: bool = False
    listed: bool = False
    shared: bool = False
    released: str = ""

    def within(self, where: Reach) -> Q | None:
        """What rows within reach meet; None where no row can be."""
        if self.shared:
            return Q() if where.committees or where.activities else None
        parts: list[Q] = []
        if self.listed:
            parts += [Q(_listed__contains=f" {slug} ") for slug in sorted(where.committees)]
        elif self.committee and where.committees:
            parts.append(Q((f"{self.committee}__in", sorted(where.committees))))
        if self.committee and self.activity:
            parts += [
                Q((self.committee, slug), (self.activity, key))
                for slug, key in sorted(where.activities)
            ]
        if self.owner and where.owner is not None:
            parts.append(Q((self.owner, where.owner)))
        return reduce(or_, parts) if parts else None

    def finished(self, reader: Reader) -> Q:
        """What of the rows the reader may read without being at work on them: see `released`."""
        where = reach(reader, Verb.READ, Thing.DRAFTS)
        if not self.released or where.everywhere:
            return Q()
        found = Q((f"{self.released}__isnull", False))
        if where.committees:
            found |= Q((f"{self.committee}__in", sorted(where.committees)))
        return found


class Guarded(Manager[M]):
    """Gives the rows of a kind that a reader may read.

    `committee`, `activity` and `owner` are paths, as in a filter, from a row to the short name of
    its committee, to the key of its activity and to the number of the user who owns it. A row
    without a committee is the municipality's: seen by whoever may read the kind everywhere, or,
    if it is `shared`, anywhere. A row that may belong to several committees is seen from each of
    them: `several` where the path leads to several rows, `listed` where the field itself holds
    short names with a space between. `released` is the field with the moment that a row was made
    public: one without is working material, for those alone who may read the committee's.
    """

    def __init__(
        self,
        kind: Thing | None = None,
        *,
        committee: str = "",
        activity: str = "",
        owner: str = "",
        several: bool = False,
        listed: bool = False,
        shared: bool = False,
        released: str = "",
    ) -> None:
        super().__init__()
        # By the way of another row Django makes a manager of its own, and tells it nothing.
        self._told = (
            None
            if kind is None
            else Belonging(
                kind,
                committee,
                activity,
                owner,
                several=several,
                listed=listed,
                shared=shared,
                released=released,
            )
        )

    @property
    def belonging(self) -> Belonging:
        """How the rows belong, as the model says."""
        if self._told is None:
            said = self.model._default_manager
            assert isinstance(said, Guarded)
            return said.belonging
        return self._told

    def seen_by(self, reader: Reader) -> QuerySet[M]:
        """The rows that the reader may read; of another row, those that are its own."""
        return self._within_reach(reader).filter(self.belonging.finished(reader))

    def _within_reach(self, reader: Reader) -> QuerySet[M]:
        rows: QuerySet[M] = QuerySet(model=self.model, using=self._db)
        narrowed = getattr(self, "_apply_rel_filters", None)
        if narrowed is not None:
            rows = narrowed(rows)
        belonging = self.belonging
        where = reach(reader, Verb.READ, belonging.kind)
        if where.everywhere:
            return rows
        found = belonging.within(where)
        if found is None:
            return rows.none()
        if belonging.several:
            return rows.filter(pk__in=QuerySet(model=self.model).filter(found).values("pk"))
        if belonging.listed:
            spaced = Concat(
                Value(" "), F(belonging.committee), Value(" "), output_field=TextField()
            )
            return cast("QuerySet[M]", rows.alias(_listed=spaced).filter(found))
        return rows.filter(found)

    def get_queryset(self) -> NoReturn:
        """Raises NoReader: whoever reads must say for whom."""
        raise NoReader(
            f"{self.model.__name__}.objects gives rows to a reader alone: ask seen_by(reader), or "
            f"{self.model.__name__}.everything where nobody reads (platform/access/managers.py)."
        )

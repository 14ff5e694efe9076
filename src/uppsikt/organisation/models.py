"""What is kept of the organisation. All of a committee comes from one set-up file."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.rules import SMALLEST_COUNT
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Municipality(models.Model):
    """A municipality, and the dimension numbers that its ledger uses in SIE files."""

    code = models.CharField("kommunkod", max_length=4, unique=True)
    name = models.CharField("namn", max_length=200)
    unit_dimension = models.PositiveIntegerField("dimension för ansvar")
    activity_dimension = models.PositiveIntegerField("dimension för verksamhet")
    project_dimension = models.PositiveIntegerField("dimension för projekt", null=True)
    counterpart_dimension = models.PositiveIntegerField("dimension för motpart", null=True)

    objects = Guarded(Thing.ORGANISATION, committee="committees__slug", several=True)
    everything = models.Manager()

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"

    def __str__(self) -> str:
        return self.name


class Dated(models.Model):
    """Something that holds from one day to another, both included; null is without end."""

    valid_from = models.DateField("från", null=True)
    valid_to = models.DateField("till", null=True)

    class Meta:
        abstract = True


class Committee(Dated):
    """A committee. `units` and `activities` are prefixes of the ledger codes that are its own.

    `counterparts` are prefixes of what others' rows call it in the counterpart dimension. Counts of
    people below `smallest_count` are not shown to the public. `holiday_line` is the key of the line
    that holiday work is booked on, or empty.
    """

    slug = models.SlugField("kortnamn", max_length=80, unique=True)
    name = models.CharField("namn", max_length=200)
    designation = models.CharField("beteckning", max_length=20)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="committees")
    units = models.JSONField("ansvar", default=list)
    activities = models.JSONField("verksamheter", default=list)
    counterparts = models.JSONField("motparter", default=list)
    smallest_count = models.PositiveSmallIntegerField("lägsta antal", default=SMALLEST_COUNT)
    holiday_line = models.CharField("feriearbetets verksamhet", max_length=80, default="")

    objects = Guarded(Thing.ORGANISATION, committee="slug")
    everything = models.Manager()

    class Meta:
        verbose_name = "nämnd"
        verbose_name_plural = "nämnder"

    def __str__(self) -> str:
        return self.name


class Setup(models.Model):
    """A set-up file as it was read. The last one is in force; the older stay readable."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="setups")
    read_at = models.DateTimeField("läst")
    actor = models.CharField("av", max_length=200)
    file_name = models.CharField("fil", max_length=300)
    fingerprint = models.CharField("fingeravtryck", max_length=64)
    text = models.TextField("innehåll")

    objects = Guarded(Thing.IMPORTS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "installationsfil"
        verbose_name_plural = "installationsfiler"


class Line(Dated):
    """A report line. The key never changes; a line that changes name has a row for each time."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="lines")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    order = models.PositiveIntegerField("ordning")
    is_contingency = models.BooleanField("buffert")
    aliases = models.JSONField("alias", default=list)
    units = models.JSONField("ansvar", default=list)
    activities = models.JSONField("verksamheter", default=list)
    accounts = models.JSONField("konton", default=list)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("order",)
        verbose_name = "rapportrad"
        verbose_name_plural = "rapportrader"

    def __str__(self) -> str:
        return self.name


class Group(Dated):
    """An account group of a committee's reports. `side` is `income` or `cost`."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="groups")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    order = models.PositiveIntegerField("ordning")
    side = models.CharField("slag", max_length=10)
    prefixes = models.JSONField("konton", default=list)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("order",)
        verbose_name = "kontogrupp"
        verbose_name_plural = "kontogrupper"

    def __str__(self) -> str:
        return self.name


class Unit(Dated):
    """A unit's code in the ledger and its name; `successor` took over after its last day."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="unit_names")
    code = models.CharField("kod", max_length=40)
    name = models.CharField("namn", max_length=200)
    successor = models.CharField("efterträdare", max_length=40, default="")

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("code",)
        verbose_name = "enhet"
        verbose_name_plural = "enheter"

    def __str__(self) -> str:
        return self.name


class Move(models.Model):
    """That a report line of the committee, or some of its codes, went to another line.

    `target_committee` is a short name: that committee may not be set up yet.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="moves")
    order = models.PositiveIntegerField("ordning")
    first_day = models.DateField("datum")
    decision = models.TextField("beslut")
    origin = models.CharField("från", max_length=80)
    units = models.JSONField("ansvar", default=list)
    activities = models.JSONField("verksamheter", default=list)
    accounts = models.JSONField("konton", default=list)
    target_committee = models.CharField("till nämnd", max_length=80)
    target = models.CharField("till", max_length=80)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("first_day", "committee", "order")
        verbose_name = "flytt"
        verbose_name_plural = "flyttar"

    def __str__(self) -> str:
        return f"{self.origin} → {self.target}"


class InternalCounterpart(models.Model):
    """A part of the municipality that is no committee here, as a committee's file names it.

    `prefixes` are its codes in the counterpart dimension.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="internal_counterparts")
    name = models.CharField("namn", max_length=200)
    prefixes = models.JSONField("motparter", default=list)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "intern motpart"
        verbose_name_plural = "interna motparter"

    def __str__(self) -> str:
        return self.name


class Translation(models.Model):
    """That a line of the old activity tree is told as one of the new tree, from a year on.

    `numerator` / `denominator` is the decided share of the old line, 1/1 for all of it.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="translations")
    year = models.PositiveSmallIntegerField("första år")
    origin = models.CharField("från", max_length=80)
    target = models.CharField("till", max_length=80)
    numerator = models.PositiveIntegerField("täljare", default=1)
    denominator = models.PositiveIntegerField("nämnare", default=1)
    decision = models.TextField("beslut")

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "översättning"
        verbose_name_plural = "översättningar"

    def __str__(self) -> str:
        return f"{self.year}: {self.origin} → {self.target}"

"""What is kept of imports. Rows and cubes are column files, named here by fingerprint."""

from __future__ import annotations

from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Import(models.Model):
    """A ledger file as it was read. Never changed; which one counts is told by `Coverage`."""

    kind = models.CharField("slag", max_length=10)
    file_name = models.CharField("fil", max_length=300)
    fingerprint = models.CharField("fingeravtryck", max_length=64)
    only_for = models.CharField("bara för nämnden", max_length=80)
    company = models.CharField("företag", max_length=300)
    program = models.CharField("program", max_length=300)
    encoding = models.CharField("teckenkodning", max_length=40)
    first_month = models.PositiveIntegerField("första månad")
    last_month = models.PositiveIntegerField("sista månad")
    row_count = models.PositiveBigIntegerField("rader")
    rows = models.CharField("rader, kolumnfil", max_length=64)
    cube = models.CharField("månadskub, kolumnfil", max_length=64)
    nobody_rows = models.PositiveBigIntegerField("ingens rader")
    nobody_amount = models.BigIntegerField("ingens belopp i öre")
    imported_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    account_names = models.JSONField("kontonamn", default=dict)
    accepted = models.JSONField("godtagna brister", default=list)
    notes = models.JSONField("anmärkningar", default=list)
    mapping = models.ForeignKey(
        "ColumnMapping", models.RESTRICT, null=True, related_name="imports", verbose_name="koppling"
    )

    objects = Guarded(Thing.IMPORTS, committee="parts__committee", several=True)
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"

    def __str__(self) -> str:
        return f"{self.file_name} ({self.first_month}–{self.last_month})"


class Part(models.Model):
    """One committee's share of an import: a month cube of its own, so that pages read no other.

    The cube's rows carry the report line that they feed. It is made anew when a set-up changes
    what feeds what.
    """

    source = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    committee = models.CharField("nämnd", max_length=80)
    cube = models.CharField("månadskub, kolumnfil", max_length=64)
    row_count = models.PositiveBigIntegerField("rader")
    amount = models.BigIntegerField("belopp i öre")

    objects = Guarded(Thing.BALANCES, committee="committee")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "nämndens del"
        verbose_name_plural = "nämndernas delar"


class Coverage(models.Model):
    """That a part answers for the months `first` to `last` (yyyymm) of its committee.

    `complete`: for everything; what is not in the part was not booked. Otherwise only for the
    report line `line` (empty: what feeds no line). It counts until `replaced_at`, when the import
    `replaced_by` took over; both are empty while it counts.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="coverage")
    committee = models.CharField("nämnd", max_length=80)
    first = models.PositiveIntegerField("från månad")
    last = models.PositiveIntegerField("till månad")
    complete = models.BooleanField("hela nämnden")
    line = models.CharField("rapportrad", max_length=80)
    replaced_at = models.DateTimeField("ersatt", null=True)
    replaced_by = models.ForeignKey(
        Import, models.RESTRICT, null=True, related_name="replaced", verbose_name="ersatt av"
    )

    objects = Guarded(Thing.BALANCES, committee="committee")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("committee", "replaced_at"), name="coverage_in_force"),)
        verbose_name = "täckning"
        verbose_name_plural = "täckningar"


class FormerPlacing(models.Model):
    """What answered for a committee's months until a set-up placed all anew. Never changed.

    `parts` are the import's number, its cube and what the part answered for: first and last month,
    complete, line, and the number of the import that had taken over (0: none). `cause` is the
    committee whose set-up it was, and `last_import` the number of the last import then.
    """

    committee = models.CharField("nämnd", max_length=80)
    until = models.DateTimeField("till")
    actor = models.CharField("av", max_length=200)
    cause = models.CharField("installationsfil för", max_length=80)
    last_import = models.BigIntegerField("sista inläsning")
    parts = models.JSONField("delar", default=list)

    objects = Guarded(Thing.BALANCES, committee="committee")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("committee",), name="former_placings_of"),)
        verbose_name = "tidigare fördelning"
        verbose_name_plural = "tidigare fördelningar"


class ColumnMapping(models.Model):
    """Which columns a source's files have, chosen once. Never changed; a new choice is a version.

    `fields`: our field → the file's head. `heads` are all heads of the file that the choice was
    made from. The version without `replaced_at` is the one that is used.
    """

    source = models.CharField("källa", max_length=80)
    version = models.PositiveIntegerField("version")
    kind = models.CharField("slag", max_length=10)
    sheet = models.CharField("blad", max_length=80)
    heads = models.JSONField("rubriker", default=list)
    fields = models.JSONField("fält", default=dict)
    constants = models.JSONField("fasta värden", default=dict)
    options = models.JSONField("val", default=dict)
    made_at = models.DateTimeField("kopplad")
    actor = models.CharField("av", max_length=200)
    replaced_at = models.DateTimeField("ersatt", null=True)

    objects = Guarded(Thing.IMPORTS, shared=True)
    everything = models.Manager()

    class Meta:
        ordering = ("source", "version")
        constraints = (
            models.UniqueConstraint(fields=("source", "version"), name="one_mapping_a_version"),
            models.UniqueConstraint(
                fields=("source",),
                condition=models.Q(replaced_at=None),
                name="one_mapping_in_force_a_source",
            ),
        )
        verbose_name = "kolumnkoppling"
        verbose_name_plural = "kolumnkopplingar"

    def __str__(self) -> str:
        return f"{self.source}, version {self.version}"


class PeriodState(models.Model):
    """That a committee's month became open, preliminary or closed. Only added to; the last counts.

    `amounts` is what was booked when it was closed: rows of line, account, first and last month
    and öre. `known_at` is the number of the last import then.
    """

    committee = models.CharField("nämnd", max_length=80)
    month = models.PositiveIntegerField("månad")
    state = models.CharField("läge", max_length=20)
    reason = models.TextField("skäl", blank=True)
    decision = models.CharField("beslut", max_length=300, blank=True)
    set_at = models.DateTimeField("satt")
    actor = models.CharField("av", max_length=200)
    known_at = models.BigIntegerField("sista inläsning")
    amounts = models.JSONField("belopp vid stängningen", default=list)

    objects = Guarded(Thing.PERIODS, committee="committee")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("committee", "month"), name="state_of_a_month"),)
        verbose_name = "periodläge"
        verbose_name_plural = "periodlägen"


class ClosedChange(models.Model):
    """What an import or a set-up changed in closed months, and why it was let in.

    `rows` are line, account, first and last month, öre before and öre after. `source` is empty
    where a set-up file moved what was booked to other lines.
    """

    committee = models.CharField("nämnd", max_length=80)
    source = models.ForeignKey(Import, models.RESTRICT, null=True, related_name="closed_changes")
    cause = models.CharField("orsakad av", max_length=300)
    reason = models.TextField("skäl")
    changed_at = models.DateTimeField("ändrad")
    actor = models.CharField("av", max_length=200)
    rows = models.JSONField("belopp", default=list)

    objects = Guarded(Thing.PERIODS, committee="committee")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("committee",), name="closed_changes_of"),)
        verbose_name = "ändring i stängd period"
        verbose_name_plural = "ändringar i stängda perioder"


class AccrualSetup(models.Model):
    """What makes a voucher of a committee an accrual, where its set-up file says so."""

    committee = models.CharField("nämnd", max_length=80, unique=True)
    series = models.JSONField("serier", default=list)
    accounts = models.JSONField("konton", default=list)
    words = models.JSONField("texter", default=list)
    next_month = models.BooleanField("återförs nästa månad", default=False)

    objects = Guarded(Thing.ORGANISATION, committee="committee")
    everything = models.Manager()

    class Meta:
        ordering = ("committee",)
        verbose_name = "kännetecken för periodiseringar"
        verbose_name_plural = "kännetecken för periodiseringar"

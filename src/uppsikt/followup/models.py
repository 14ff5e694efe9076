"""What is kept of reports: prose, choices, comments, and those that were given out."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Section(models.Model):
    """A section of prose. Activities stand by key in `heading` and `body`, never by name.

    An empty `form` holds for all forms and an empty `month` for all months; the narrowest one
    with the same `key` is shown.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="report_sections")
    key = models.CharField("nyckel", max_length=80)
    form = models.CharField("rapportform", max_length=40, blank=True)
    month = models.CharField("månad", max_length=7, blank=True)
    place = models.CharField("plats", max_length=20)
    order = models.PositiveIntegerField("ordning")
    heading = models.TextField("rubrik", blank=True)
    body = models.TextField("text", blank=True)

    objects = Guarded(Thing.REPORTS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "key", "form", "month"), name="one_section_a_key"
            ),
        )
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"

    def __str__(self) -> str:
        return self.key


class WrittenText(models.Model):
    """A section of prose as somebody wrote it on the pages, for a month's report in a form.

    Never changed: a new wording is a row of its own with the next `number`, and the last one holds.
    An empty `body` takes the section out of the month. Without a `month` it is a template, for the
    months from `starts` on. `carried_from` is the month that the words were written for, where
    they have only come along (moved, or made public) and nobody has said that they still hold.
    Until `released_at` it is working material of the month's round.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="written_texts")
    month = models.CharField("månad", max_length=7, blank=True)
    starts = models.CharField("gäller från", max_length=7, blank=True, default="")
    form = models.CharField("rapportform", max_length=40)
    key = models.CharField("nyckel", max_length=80)
    place = models.CharField("plats", max_length=20)
    order = models.PositiveIntegerField("ordning")
    heading = models.TextField("rubrik", blank=True)
    body = models.TextField("text", blank=True)
    number = models.PositiveIntegerField("nummer")
    saved_at = models.DateTimeField("sparad")
    actor = models.CharField("av", max_length=200)
    carried_from = models.CharField("från månad", max_length=7, blank=True, default="")
    released_at = models.DateTimeField("offentlig", null=True)

    objects = Guarded(Thing.REPORTS, committee="committee__slug", released="released_at")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "form", "month", "starts", "key", "number"),
                name="one_wording_a_number",
            ),
        )
        verbose_name = "skriven text"
        verbose_name_plural = "skrivna texter"

    def __str__(self) -> str:
        return f"{self.month or self.starts} {self.form} {self.key}, {self.number}"


class MonthHistory(models.Model):
    """That an activity is shown month by month over three years, and the table's name in JSON."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="month_histories")
    key = models.CharField("nyckel", max_length=80)
    title = models.CharField("namn", max_length=200)
    activity = models.CharField("verksamhet", max_length=80)
    form = models.CharField("rapportform", max_length=40, blank=True)
    order = models.PositiveIntegerField("ordning")

    objects = Guarded(Thing.REPORTS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "key", "form"), name="one_month_history_a_key"
            ),
        )
        verbose_name = "månadshistorik"
        verbose_name_plural = "månadshistorik"

    def __str__(self) -> str:
        return self.title


class TableChoices(models.Model):
    """How a committee's tables look, where they are not as they come.

    `original_budget` says where the original budget stands once it has been changed: in every
    table with the budget in force, or in a table of its own only.
    """

    IN_TABLES, APART = "in_tables", "apart"

    committee = models.OneToOneField(Committee, models.CASCADE, related_name="table_choices")
    original_budget = models.CharField("ursprunglig budget", max_length=20)

    objects = Guarded(Thing.REPORTS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        verbose_name = "tabellval"
        verbose_name_plural = "tabellval"

    def __str__(self) -> str:
        return self.original_budget


class Comment(models.Model):
    """What somebody says of a cell of a report, by the parts of its address. The last one holds.

    Never changed: a new text is a row of its own, and an empty one takes the comment back.
    `author` is whose words they are, as a role; `actor` is who put them in. Until `released_at` it
    is working material of the month's round.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="comments")
    month = models.CharField("månad", max_length=7)
    form = models.CharField("rapportform", max_length=40)
    table = models.CharField("tabell", max_length=80)
    row = models.CharField("rad", max_length=200)
    column = models.CharField("kolumn", max_length=80)
    text = models.TextField("text", blank=True)
    author = models.CharField("från", max_length=80, blank=True)
    given_at = models.DateTimeField("lämnad")
    actor = models.CharField("av", max_length=200)
    released_at = models.DateTimeField("offentlig", null=True)

    objects = Guarded(Thing.REPORTS, committee="committee__slug", released="released_at")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("committee", "month", "form"), name="comments_of_report"),)
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"

    def __str__(self) -> str:
        return f"{self.month} {self.form} {self.table} {self.row} {self.column}"


class PrintedFigure(models.Model):
    """What a report that was given out printed for an exact amount, where it had a choice.

    The next report prints the amount alike where its sums allow it. Of several printed values of
    one exact amount the first one stays. An amount that is restated to a later year's organisation
    (`organisation`, else 0) is another figure than the published one.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="printed_figures")
    what = models.CharField("mått", max_length=40)
    activity = models.CharField("verksamhet", max_length=80, blank=True)
    side = models.CharField("slag", max_length=10)
    group = models.CharField("kontogrupp", max_length=80, blank=True)
    organisation = models.PositiveSmallIntegerField("omräknat till år", default=0)
    period = models.CharField("period", max_length=20)
    exact = models.BigIntegerField("exakt, öre")
    printed = models.BigIntegerField("tryckt, tkr")

    objects = Guarded(Thing.REPORTS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=(
                    "committee",
                    "what",
                    "activity",
                    "side",
                    "group",
                    "organisation",
                    "period",
                    "exact",
                ),
                name="one_printed_value_an_amount",
            ),
        )
        verbose_name = "tryckt belopp"
        verbose_name_plural = "tryckta belopp"

    def __str__(self) -> str:
        return f"{self.what} {self.activity} {self.period}: {self.printed} tkr"


class GivenReport(models.Model):
    """A report as it was given out. Never changed: a later one is a version of its own.

    `files` are its formats, `article` its page and `figures` its exact amounts: files in the
    store, by fingerprint. `facts` names what the figures rested on and `content` the whole
    document. `known_at` is the number of the last import that was read then (0: none).
    `look` is the number of the look that it was written in (0: Uppsikt's own). `imports` are the
    ledger files that its figures rest on, by number and fingerprint, and `seal` is one fingerprint
    over all of it (empty: given out before there were seals). `reason` says why there is a new
    version. Between being fixed and `released_at` it is for those at work on it alone.
    """

    committee = models.ForeignKey(Committee, models.RESTRICT, related_name="given_reports")
    month = models.CharField("månad", max_length=7)
    form = models.CharField("rapportform", max_length=40)
    last_year = models.CharField("förra året", max_length=20)
    version = models.PositiveIntegerField("version")
    title = models.CharField("titel", max_length=300)
    facts = models.CharField("underlagets fingeravtryck", max_length=64)
    content = models.CharField("innehållets fingeravtryck", max_length=64)
    known_at = models.BigIntegerField("sista inläsning")
    given_at = models.DateTimeField("lämnad")
    actor = models.CharField("av", max_length=200)
    program = models.CharField("programversion", max_length=40)
    files = models.JSONField("filer", default=dict)
    article = models.CharField("sidan", max_length=64)
    figures = models.CharField("beloppen", max_length=64)
    look = models.PositiveIntegerField("utseende", default=0)
    imports = models.JSONField("huvudböcker", default=list)
    seal = models.CharField("fingeravtryck över allt", max_length=64, default="", blank=True)
    reason = models.TextField("skäl", default="", blank=True)
    released_at = models.DateTimeField("offentlig", null=True)

    objects = Guarded(Thing.REPORTS, committee="committee__slug", released="released_at")
    everything = models.Manager()

    class Meta:
        ordering = ("committee", "month", "form", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "month", "form", "version"), name="one_report_a_version"
            ),
        )
        verbose_name = "lämnad rapport"
        verbose_name_plural = "lämnade rapporter"

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

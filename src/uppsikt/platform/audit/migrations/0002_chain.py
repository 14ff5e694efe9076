"""The log becomes a chain; what had been recorded before is its first links."""

from collections.abc import Mapping
from functools import partial

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from uppsikt.platform.audit.head_file import add_head
from uppsikt.platform.audit.rules import Head, detail_text, values_of
from uppsikt.platform.audit.services import chained

_BLOCK = 2_000


def _values(old: Mapping[str, object]) -> dict[str, str]:
    """The values of a former entry; by which door it was done is not known."""
    detail = old["detail"] if isinstance(old["detail"], dict) else {}
    several = detail.get("committees")
    committees = several if isinstance(several, list) else [detail.get("committee")]
    return values_of(
        actor=str(old["actor"]),
        verb=str(old["verb"]),
        thing=str(old["thing"]),
        committee=[name for name in committees if isinstance(name, str)],
        door="",
        detail=detail_text(detail),
    )


def _chain(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every former entry, in the order in which they were written."""
    alias, folder = schema_editor.connection.alias, settings.DATA_FOLDER
    former, link, entry, head = (
        apps.get_model("audit", name) for name in ("FormerEntry", "Link", "Entry", "Head")
    )
    if schema_editor.connection.vendor == "sqlite":
        # The former table is dropped below: its rows must not stay readable in the file.
        schema_editor.execute("PRAGMA secure_delete = ON")
    end, after = Head(), 0
    while block := list(former.objects.filter(id__gt=after).order_by("id").values()[:_BLOCK]):
        links, entries = [], []
        for old in block:
            of_link, of_entry = chained(end.number + 1, end.digest, old["at"], _values(old))
            end = Head(end.number + 1, str(of_link["digest"]))
            links.append(link(**of_link))
            entries.append(entry(**of_entry))
        link.objects.bulk_create(links)
        entry.objects.bulk_create(entries)
        after = block[-1]["id"]
    if end.number:
        head.objects.create(id=1, number=end.number, digest=end.digest)
        note = partial(add_head, folder, end, taken_over=True)
        transaction.on_commit(note, using=alias, robust=True)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RenameModel("Entry", "FormerEntry"),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="antal länkar")),
                (
                    "digest",
                    models.CharField(max_length=64, verbose_name="den sistas kontrollsumma"),
                ),
            ],
            options={"verbose_name": "loggens slut", "verbose_name_plural": "loggens slut"},
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="nummer"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="tidpunkt")),
                ("actor_digest", models.CharField(max_length=64)),
                ("verb_digest", models.CharField(max_length=64)),
                ("thing_digest", models.CharField(max_length=64)),
                ("committee_digest", models.CharField(max_length=64)),
                ("detail_digest", models.CharField(max_length=64)),
                ("door_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, verbose_name="kontrollsumma")),
            ],
            options={
                "verbose_name": "länk i loggen",
                "verbose_name_plural": "länkar i loggen",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "link",
                    models.OneToOneField(
                        db_column="number",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        serialize=False,
                        to="audit.link",
                    ),
                ),
                ("salt", models.CharField(max_length=64)),
                ("actor", models.CharField(max_length=200, verbose_name="vem")),
                ("verb", models.CharField(max_length=100, verbose_name="vad")),
                ("thing", models.CharField(max_length=300, verbose_name="med vad")),
                ("committee", models.TextField(default="", verbose_name="nämnd")),
                ("door", models.CharField(default="", max_length=20, verbose_name="väg")),
                (
                    "detail_text",
                    models.TextField(db_column="detail", default="{}", verbose_name="uppgifter"),
                ),
            ],
            options={
                "verbose_name": "loggpost",
                "verbose_name_plural": "loggposter",
                "ordering": ("link_id",),
            },
        ),
        migrations.RunPython(_chain, elidable=False),
        migrations.DeleteModel("FormerEntry"),
    ]

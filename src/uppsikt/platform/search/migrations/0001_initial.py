from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from uppsikt.platform.search.engine import CREATE, REMOVE


def _create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _remove(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="slag")),
                ("scope", models.CharField(max_length=200, verbose_name="omfång")),
                ("title", models.CharField(max_length=300, verbose_name="rubrik")),
                ("text", models.TextField(verbose_name="text")),
                ("page", models.CharField(max_length=500, verbose_name="sida")),
                ("thing", models.CharField(max_length=40, verbose_name="rätt")),
                (
                    "committee",
                    models.CharField(default="", max_length=100, verbose_name="nämnd"),
                ),
                (
                    "activity",
                    models.CharField(default="", max_length=100, verbose_name="verksamhet"),
                ),
                ("words", models.TextField(verbose_name="ord")),
            ],
            options={
                "verbose_name": "sökpost",
                "verbose_name_plural": "sökposter",
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["kind", "scope"], name="search_scope"),
                    models.Index(fields=["thing", "committee"], name="search_right"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "word",
                    models.CharField(
                        max_length=60, primary_key=True, serialize=False, verbose_name="ord"
                    ),
                ),
                (
                    "folded",
                    models.CharField(max_length=60, verbose_name="utan ringar och prickar"),
                ),
                ("stem", models.CharField(db_index=True, max_length=60, verbose_name="stam")),
            ],
            options={
                "verbose_name": "ord",
                "verbose_name_plural": "ord",
                "ordering": ("word",),
            },
        ),
        migrations.RunPython(_create, _remove),
    ]

"""When comments and reports that were given out became public."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


def release_what_was_given(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What was there before there was working material has been public from the first."""
    apps.get_model("followup", "Comment").objects.update(released_at=models.F("given_at"))
    apps.get_model("followup", "GivenReport").objects.update(released_at=models.F("given_at"))


class Migration(migrations.Migration):
    """Adds the moment, and sets it on what is there."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("followup", "0007_comments"),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField(
            model_name="comment",
            name="released_at",
            field=models.DateTimeField(null=True, verbose_name="offentlig"),
        ),
        migrations.AddField(
            model_name="givenreport",
            name="imports",
            field=models.JSONField(default=list, verbose_name="huvudböcker"),
        ),
        migrations.AddField(
            model_name="givenreport",
            name="reason",
            field=models.TextField(blank=True, default="", verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="givenreport",
            name="released_at",
            field=models.DateTimeField(null=True, verbose_name="offentlig"),
        ),
        migrations.AddField(
            model_name="givenreport",
            name="seal",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="fingeravtryck över allt"
            ),
        ),
        migrations.RunPython(release_what_was_given, migrations.RunPython.noop),
    ]

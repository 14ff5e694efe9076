"""When forecasts became public."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


def release_what_was_given(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What was there before there was working material has been public from the first."""
    apps.get_model("planning", "Forecast").objects.update(released_at=models.F("recorded_at"))


class Migration(migrations.Migration):
    """Adds the moment, and sets it on what is there."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("planning", "0008_carry_over"),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField(
            model_name="forecast",
            name="released_at",
            field=models.DateTimeField(null=True, verbose_name="offentlig"),
        ),
        migrations.RunPython(release_what_was_given, migrations.RunPython.noop),
    ]

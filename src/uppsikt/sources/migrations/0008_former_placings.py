"""What a set-up that places all anew took the place of."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Adds the former placings."""

    dependencies: ClassVar = [("sources", "0007_accrual_setup")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="FormerPlacing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("committee", models.CharField(max_length=80, verbose_name="nämnd")),
                ("until", models.DateTimeField(verbose_name="till")),
                ("actor", models.CharField(max_length=200, verbose_name="av")),
                (
                    "cause",
                    models.CharField(max_length=80, verbose_name="installationsfil för"),
                ),
                ("last_import", models.BigIntegerField(verbose_name="sista inläsning")),
                ("parts", models.JSONField(default=list, verbose_name="delar")),
            ],
            options={
                "verbose_name": "tidigare fördelning",
                "verbose_name_plural": "tidigare fördelningar",
                "ordering": ("id",),
                "indexes": [models.Index(fields=["committee"], name="former_placings_of")],
            },
        ),
    ]

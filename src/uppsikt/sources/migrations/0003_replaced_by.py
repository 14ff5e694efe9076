import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_account_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="coverage",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="replaced",
                to="sources.import",
                verbose_name="ersatt av",
            ),
        ),
    ]

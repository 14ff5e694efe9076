from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_smallest_count"),
    ]

    operations = [
        migrations.AddField(
            model_name="committee",
            name="holiday_line",
            field=models.CharField(
                default="", max_length=80, verbose_name="feriearbetets verksamhet"
            ),
        ),
    ]

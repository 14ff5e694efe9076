"""Which import took over from which, told for what was read before that was kept."""

from django.db import migrations
from django.db.migrations.state import StateApps


def tell_who_took_over(apps: StateApps, _schema_editor: object) -> None:
    """The committee's import of the moment, or else the earliest later one for the same months."""
    coverage = apps.get_model("sources", "Coverage")
    part = apps.get_model("sources", "Part")
    last = apps.get_model("sources", "Import").objects.order_by("id").last()
    gone = coverage.objects.exclude(replaced_at=None).select_related("part")
    for row in gone.iterator():
        later = (
            part.objects.filter(committee=row.committee, source__gt=row.part.source_id)
            .filter(coverage__first__lte=row.last, coverage__last__gte=row.first)
            .order_by("source_id")
        )
        exact = later.filter(source__imported_at=row.replaced_at).first()
        found = exact or later.first()
        # Set-up changes once stamped all that was replaced with their own time, so the moment
        # may be nobody's; it then becomes that of the import which took over.
        source = found.source if found else last
        row.replaced_by = source
        row.replaced_at = source.imported_at
        row.save(update_fields=["replaced_by", "replaced_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0003_replaced_by"),
    ]

    operations = [
        migrations.RunPython(tell_who_took_over, migrations.RunPython.noop),
    ]

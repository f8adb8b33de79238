"""A column more, filled for the rows there are."""

from django.db import migrations, models


def fill(apps, _editor):
    """Every row gets its words."""
    apps.get_model("commitments", "Commitment").objects.update(later="brought up")


class Migration(migrations.Migration):
    """The second step."""

    dependencies = [("commitments", "0001_initial")]
    operations = [
        migrations.AddField("Commitment", "later", models.TextField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

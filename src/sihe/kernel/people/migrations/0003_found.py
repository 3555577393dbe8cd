"""Every spell has its community; no identity number stands twice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0002_finding")]

    operations = [
        migrations.AlterField("residence", "community", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area")),
        migrations.AlterField("residence", "dwelling", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.dwelling")),
        migrations.RemoveConstraint("residence", "one_current_spell"),
        migrations.AddConstraint("residence", models.UniqueConstraint(condition=models.Q(("until__isnull", True)), fields=("person", "dwelling", "kind"), name="one_current_spell")),
        migrations.AddIndex("residence", models.Index(fields=["community", "name"], name="residence_name")),
        migrations.AddConstraint("person", models.UniqueConstraint(condition=models.Q(("id_index", ""), _negated=True), fields=("id_index",), name="one_person_an_id")),
    ]

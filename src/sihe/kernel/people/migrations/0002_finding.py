"""Ways to find people: keyed hashes of phone tail and identity number, community and name beside each spell."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    from sihe.kernel.privacy.crypto import blind_index

    person = apps.get_model("people", "Person")
    for row in person.objects.iterator(chunk_size=2000):
        row.phone_tail = blind_index(f"tail {row.phone[-4:]}") if row.phone else ""
        row.id_index = blind_index(f"id {row.id_number}") if row.id_number else ""
        row.save(update_fields=["phone_tail", "id_index"])
    residence = apps.get_model("people", "Residence")
    rows = residence.objects.select_related("person", "household__dwelling__building__parent")
    for row in rows.iterator(chunk_size=2000):
        row.name = row.person.name
        row.community_id = row.household.dwelling.building.parent.parent_id
        row.dwelling_id = row.household.dwelling_id
        row.save(update_fields=["name", "community", "dwelling"])


class Migration(migrations.Migration):
    atomic = True

    dependencies = [("people", "0001_initial"), ("places", "0001_initial")]

    operations = [
        migrations.AddField("person", "phone_tail", models.CharField(blank=True, db_index=True, default="", editable=False, max_length=32), preserve_default=False),
        migrations.AddField("person", "id_index", models.CharField(blank=True, default="", editable=False, max_length=32), preserve_default=False),
        migrations.AddField("person", "other_names", models.JSONField(blank=True, default=list, verbose_name="别的写法")),
        migrations.AddField("account", "must_change", models.BooleanField(default=False, verbose_name="登录后要改密码")),
        migrations.AddField("residence", "name", models.CharField(default="", editable=False, max_length=40), preserve_default=False),
        migrations.AddField("residence", "batch", models.BigIntegerField(db_index=True, editable=False, null=True)),
        migrations.AddField("residence", "community", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area")),
        migrations.AddField("residence", "dwelling", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.dwelling")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

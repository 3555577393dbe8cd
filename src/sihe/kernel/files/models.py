"""Photos and what they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Person


class FileKind(models.TextChoices):
    """What a stored file is."""

    PHOTO = "photo", _("照片")


class StoredFile(models.Model):
    """One photo as it was kept: drawn anew, without what the camera added. Sizes in pixels and bytes."""

    key = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=12, choices=FileKind, default=FileKind.PHOTO)
    sha256 = models.CharField(_("校验值"), max_length=64)
    bytes = models.PositiveIntegerField(_("大小"))
    width = models.PositiveIntegerField(_("宽"))
    height = models.PositiveIntegerField(_("高"))
    about_kind = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("文件")
        indexes = [models.Index(fields=["about_kind", "about_id", "id"], name="file_about")]

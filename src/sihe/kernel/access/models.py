"""Roles: named bundles of permissions that an office can edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A bundle of permissions with a Chinese description; code never names one."""

    code = models.SlugField(_("代码"), unique=True)
    name = models.CharField(_("名称"), max_length=40)
    description = models.CharField(_("说明"), max_length=200, blank=True)
    permissions = models.JSONField(_("权限"), default=list)

    class Meta:
        verbose_name = _("角色")

    def __str__(self) -> str:
        return self.name

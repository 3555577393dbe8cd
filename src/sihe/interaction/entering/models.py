"""What lets a resident come in again: a word of their own, and codes sent to the phone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sihe.kernel.people.models import Account


class Pin(models.Model):
    """A number or word of one's own with which a resident comes in again; nobody needs one (口令)."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="pin")
    word = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("口令")


class SignInCode(models.Model):
    """Six digits sent to a phone. They are derived from `nonce` with the installation's key, never kept."""

    nonce = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    phone_index = models.CharField(max_length=32, db_index=True)
    at = models.DateTimeField()
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("验证码")


class WechatLink(models.Model):
    """Which WeChat belongs to an account, as a keyed hash; linked by its owner, who may part them (微信绑定)."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="wechat")
    openid = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("微信绑定")

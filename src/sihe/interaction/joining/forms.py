"""Where somebody says they live, and who they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.kernel.ui.inputs import PhoneField


class JoinForm(forms.Form):
    """Where somebody says they live, and who they are."""

    where = forms.CharField(
        label=_("住在哪里"), max_length=80, error_messages={"required": _("还没写住在哪里。")},
        widget=forms.TextInput(attrs={"placeholder": _("比如：示例花园3号楼2单元501")}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("您的姓名"), max_length=40,
        error_messages={"required": _("还没写姓名。"), "max_length": _("姓名太长了，最多%(limit_value)d字。")},
    )  # fmt: skip
    phone = PhoneField(label=_("您的电话"), required=False)
    old_enough = forms.BooleanField(label=_("我已满14岁"), required=False)

"""What is typed about a resident's own data, by themselves or by staff for them."""

from django import forms
from django.utils.translation import gettext_lazy

from sihe.interaction.owndata.models import REASON_MOST
from sihe.kernel.ui.inputs import PhoneField, words_field


class IdentityForm(forms.Form):
    """How somebody at the desk shows that a report is theirs."""

    code = forms.CharField(
        label=gettext_lazy("回执编号"),
        max_length=40,
        error_messages={"required": gettext_lazy("还没写编号。")},
    )
    proof = forms.CharField(
        label=gettext_lazy("本人电话或查询码"),
        max_length=40,
        error_messages={"required": gettext_lazy("还没写电话或查询码。")},
    )


class ContactForm(forms.Form):
    """A name and a phone; an empty one stays as it is."""

    name = forms.CharField(
        label=gettext_lazy("称呼"), required=False, max_length=20,
        error_messages={"max_length": gettext_lazy("称呼太长了，最多%(limit_value)d字。")},
    )  # fmt: skip
    phone = PhoneField(label=gettext_lazy("电话"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """Why data is kept until the matter has ended."""

    reason = words_field(gettext_lazy("为什么先留着"), most=REASON_MOST, rows=2)

"""What a resident says later: something more, whether it is solved, why it is not."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sihe.kernel.ui.inputs import PhotosField, words_field

TEXT_MOST = 2000


class AddForm(forms.Form):
    """What a resident adds later."""

    text = words_field(gettext_lazy("补充什么"), most=TEXT_MOST)
    photos = PhotosField()

    def clean(self) -> dict[str, Any]:
        """Take words or photos; neither is nothing."""
        data = super().clean() or {}
        if not self.errors and not data.get("text") and not data.get("photos"):
            self.add_error("text", _("还没写，写一句或加张照片。"))
        return data


class RateForm(forms.Form):
    """Whether it was solved and how satisfied the resident is."""

    solved = forms.ChoiceField(
        label=gettext_lazy("解决了吗"),
        choices=[("yes", gettext_lazy("解决了")), ("no", gettext_lazy("没解决"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请点一下解决了没有。"),
            "invalid_choice": gettext_lazy("请点一下解决了没有。"),
        },
    )
    satisfaction = forms.TypedChoiceField(
        label=gettext_lazy("满意吗"),
        coerce=int,
        choices=[
            (5, gettext_lazy("很满意")), (4, gettext_lazy("满意")), (3, pgettext_lazy("satisfaction", "一般")),
            (2, gettext_lazy("不满意")), (1, gettext_lazy("很不满意")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请点一下满不满意。"),
            "invalid_choice": gettext_lazy("请点一下满不满意。"),
        },
    )  # fmt: skip
    text = words_field(gettext_lazy("想说的话"), most=500, rows=2)


class AgainForm(forms.Form):
    """Why a matter is not done yet."""

    text = words_field(
        gettext_lazy("哪里没办好"),
        missing=gettext_lazy("请写一句哪里没办好。"),
        most=TEXT_MOST,
        rows=2,
    )

"""What is decided in triage."""

from django import forms
from django.utils.translation import gettext_lazy

from sihe.kernel.ui.inputs import words_field


class TriageForm(forms.Form):
    """Where, what, and to whom, for a matter that the matrix could not route."""

    where = forms.CharField(
        label=gettext_lazy("地点"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("比如：示例花园 3号楼2单元")}),
        error_messages={"max_length": gettext_lazy("地点太长了，最多%(limit_value)d字。")},
    )
    area = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    kind = forms.CharField(label=gettext_lazy("类别"), required=False, max_length=50)
    receiver = forms.IntegerField(
        label=gettext_lazy("交给谁"), required=False, min_value=1, max_value=10**12,
        error_messages={"invalid": gettext_lazy("请从名单里选。")},
    )  # fmt: skip
    message = words_field(gettext_lazy("给对方的话"), most=400, rows=2)

"""A form with every kind of field, for the tests of the components."""

from django import forms


class ReportForm(forms.Form):
    """An invented report."""

    what = forms.CharField(label="什么事")
    where = forms.ChoiceField(
        label="在哪里",
        choices=[("1", "示例小区"), ("2", "3号楼"), ("3", "2单元"), ("", "换个地方")],
        widget=forms.RadioSelect,
        initial="2",
    )
    photos = forms.FileField(
        label="照片", required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    phone = forms.RegexField(r"^1\d{10}$", label="您的电话", required=False)
    kind = forms.ChoiceField(
        label="是哪类事", required=False, choices=[("", "不清楚")], help_text="不清楚就不选。"
    )
    again = forms.BooleanField(label="办完请再告诉我", required=False)

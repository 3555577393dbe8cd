"""Forms of the calendar's page; errors stand beside the field, what was typed stays."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sihe.engines.terms.count import FIRST_YEAR, LAST_YEAR, Spans

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def minutes(at: time) -> int:
    """Return the minutes after midnight; 23:59 stands for the end of the day."""
    found = at.hour * 60 + at.minute
    return 24 * 60 if found == 24 * 60 - 1 else found


class DayForm(forms.Form):
    """One day, whether it is worked, what for, and by which announcement."""

    day = forms.DateField(label=_("日期"), widget=DAY)
    working = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("1", _("上班")), ("0", _("放假"))],
        coerce=lambda v: v == "1",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("名目"), max_length=40)
    source = forms.CharField(label=_("依据"), max_length=200)


class YearForm(forms.Form):
    """A year that was checked, and against what."""

    year = forms.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.HiddenInput, label=_("年份")
    )
    source = forms.CharField(label=_("依据"), max_length=200)


class HoursForm(forms.Form):
    """Office hours from a day on."""

    since = forms.DateField(label=_("从哪天起"), widget=DAY)
    opens = forms.TimeField(label=_("上班"), widget=CLOCK)
    closes = forms.TimeField(label=_("下班"), widget=CLOCK)
    opens_again = forms.TimeField(label=_("下午上班"), widget=CLOCK, required=False)
    closes_again = forms.TimeField(label=_("下午下班"), widget=CLOCK, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of the afternoon or for none."""
        given = super().clean() or {}
        if bool(given.get("opens_again")) != bool(given.get("closes_again")):
            missing = "closes_again" if given.get("opens_again") else "opens_again"
            self.add_error(missing, _("下午的上班和下班要一起填。"))
        return given

    def spans(self) -> Spans:
        """Return the spans in minutes; only for a valid form."""
        given = self.cleaned_data
        morning = (minutes(given["opens"]), minutes(given["closes"]))
        if not given.get("opens_again"):
            return (morning,)
        return (morning, (minutes(given["opens_again"]), minutes(given["closes_again"])))


def today_first(year: int, today: date) -> date:
    """Return the day that a form for a year begins with: today in this year, else its first day."""
    return today if today.year == year else date(year, 1, 1)

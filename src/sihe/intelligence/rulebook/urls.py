"""Addresses of the rule book; each kind of rule has a page under its own word."""

from django.urls import path

from sihe.intelligence.rulebook.views import calendar, numbers, retention

app_name = "rulebook"
urlpatterns = [
    path("calendar/", calendar.page, name="calendar"),
    path("calendar/day/", calendar.set_day, name="set_day"),
    path("calendar/release/", calendar.release_day, name="release_day"),
    path("calendar/year/", calendar.check_year, name="check_year"),
    path("calendar/hours/", calendar.set_hours, name="set_hours"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/<str:name>/", numbers.change, name="set_number"),
    path("privacy/", retention.retention, name="retention"),
    path("privacy/<slug:kind>/", retention.change, name="set_retention"),
]

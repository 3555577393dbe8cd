"""Addresses of the calendar; ``calendar:page`` lists a year."""

from django.urls import path

from sihe.kernel.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.page, name="page"),
    path("day/", views.set_day, name="set_day"),
    path("release/", views.release_day, name="release_day"),
    path("year/", views.check_year, name="check_year"),
    path("hours/", views.set_hours, name="set_hours"),
]

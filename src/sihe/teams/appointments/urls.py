"""Addresses of appointments and of sign-ins issued anew."""

from django.urls import path

from sihe.teams.appointments.views import mandates, reissues

app_name = "appointments"
urlpatterns = [
    path("", mandates.index, name="list"),
    path("export.csv", mandates.export, name="export"),
    path("give/", mandates.give, name="give"),
    path("<int:pk>/end/", mandates.end, name="end"),
    path("sign-in/", reissues.index, name="reissues"),
]

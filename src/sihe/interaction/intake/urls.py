"""Addresses of intake; they stand at the root, since residents read and type them."""

from django.urls import path

from sihe.interaction.intake.views import keying, papers, reporting, settling, worker

app_name = "intake"
urlpatterns = [
    path("report/", reporting.index, name="report"),
    path("report/place/", reporting.place, name="place"),
    path("report/similar/", reporting.hints, name="hints"),
    path("report/me-too/", reporting.me_too, name="me_too"),
    path("report/paper.pdf", papers.blank_form, name="paper"),
    path("b/<str:sign>/", reporting.building, name="building"),
    path("quick/", settling.index, name="quick"),
    path("quick/token/", settling.token, name="quick_token"),
    path("intake/key/", keying.index, name="key"),
    path("intake/signs.pdf", papers.signs, name="signs"),
    path("sw.js", worker.script, name="worker"),
]

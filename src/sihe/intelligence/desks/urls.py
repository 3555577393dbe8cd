"""Addresses of the desks; they stand at the root."""

from django.urls import path

from sihe.intelligence.desks.views import desk, journal, similar, start

app_name = "desks"
urlpatterns = [
    path("", start.front, name="front"),
    path("desk/", desk.index, name="desk"),
    path("all/", desk.everything, name="all"),
    path("me/", desk.me, name="me"),
    path("me/mandate/", desk.mandate, name="mandate"),
    path("start/", start.start, name="start"),
    path("start/as/", start.become, name="become"),
    path("journal/", journal.index, name="journal"),
    path("journal/verify/", journal.verify, name="verify"),
    path("similar/<slug:code>/", similar.index, name="similar"),
]

"""Addresses of matters for staff; the name space is that of the things, not of the module."""

from django.urls import path

from sihe.interaction.casework.views import acts, listing, pages

app_name = "matters"
urlpatterns = [
    path("", listing.index, name="list"),
    path("export.<slug:kind>", listing.export, name="export"),
    path("<slug:code>/", pages.detail, name="detail"),
    path("<slug:code>/reveal/", pages.reveal, name="reveal"),
    path("<slug:code>/excuse/<slug:part>/", acts.excuse, name="excuse"),
    path("<slug:code>/<slug:name>/", acts.act, name="act"),
]

"""Addresses of triage."""

from django.urls import path

from sihe.interaction.triage import views

app_name = "triage"
urlpatterns = [
    path("", views.index, name="list"),
    path("<str:code>/", views.one, name="one"),
    path("<str:code>/merge/", views.merge, name="merge"),
]

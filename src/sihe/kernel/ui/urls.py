"""Addresses of the look; ``ui:parts`` is the live page."""

from django.urls import path

from sihe.kernel.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.parts, name="parts"),
    path("resident/", views.resident, name="resident"),
    path("look/", views.look, name="look"),
]

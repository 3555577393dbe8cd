"""Addresses of the live page; ``showcase:parts`` shows every component."""

from django.urls import path

from sihe.project.showcase import views

app_name = "showcase"
urlpatterns = [
    path("", views.parts, name="parts"),
    path("resident/", views.resident, name="resident"),
]

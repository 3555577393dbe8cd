"""Addresses of archives."""

from django.urls import path

from sihe.intelligence.archive import views

app_name = "archive"
urlpatterns = [path("", views.make, name="make")]

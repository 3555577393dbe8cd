"""Addresses of the look: the two switches."""

from django.urls import path

from sihe.kernel.ui import views

app_name = "ui"
urlpatterns = [path("look/", views.look, name="look")]

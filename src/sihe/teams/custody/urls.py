"""Addresses of keys and devices."""

from django.urls import path

from sihe.teams.custody import views

app_name = "custody"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:pk>/give/", views.give, name="give"),
]

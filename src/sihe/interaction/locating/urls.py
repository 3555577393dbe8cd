"""Addresses of places."""

from django.urls import path

from sihe.interaction.locating import views

app_name = "places"
urlpatterns = [path("map.json", views.street_map, name="map")]

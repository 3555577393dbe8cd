"""Addresses of finding."""

from django.urls import path

from sihe.interaction.finding import views

app_name = "finding"
urlpatterns = [
    path("", views.index, name="find"),
    path("counts/", views.counts, name="counts"),
]

"""Addresses of leaves."""

from django.urls import path

from sihe.teams.absence import views

app_name = "absence"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:pk>/", views.leave, name="leave"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/deputy/", views.change, name="change"),
]

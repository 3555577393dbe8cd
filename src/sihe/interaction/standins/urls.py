"""Addresses of acting for another."""

from django.urls import path

from sihe.interaction.standins import views

app_name = "standins"
urlpatterns = [
    path("my/stand-ins/offer/", views.offer, name="offer"),
    path("my/stand-ins/accept/", views.accept, name="accept"),
    path("my/stand-ins/<int:pk>/end/", views.end, name="end"),
    path("stand-ins/", views.index, name="list"),
    path("stand-ins/<int:pk>/end/", views.end_at_desk, name="end_at_desk"),
    path("slips/flat/<int:pk>/agree/", views.agree, name="agree"),
    path("slips/flat/<int:pk>/guard/", views.guard, name="guard"),
]

"""Addresses of hand-overs."""

from django.urls import path

from sihe.interaction.handovers import views

app_name = "handovers"
urlpatterns = [
    path("offer/<slug:code>/", views.offer, name="offer"),
    path("<int:handover>/<slug:name>/", views.answer, name="answer"),
]

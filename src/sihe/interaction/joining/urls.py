"""Addresses of wishes to be counted to who lives in a flat."""

from django.urls import path

from sihe.interaction.joining import views

app_name = "joining"
urlpatterns = [
    path("join/", views.join, name="join"),
    path("join/<str:secret>/", views.waiting, name="waiting"),
    path("my/answer/<int:pk>/", views.answer_own, name="answer_own"),
    path("slips/answer/<int:pk>/", views.answer, name="answer"),
]

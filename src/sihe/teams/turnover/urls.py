"""Addresses."""

from django.http import HttpResponse
from django.urls import path

app_name = "turnover"
urlpatterns = [
    path("<int:pk>/", lambda r, **k: HttpResponse(""), name="departure"),
    path("sign/", lambda r, **k: HttpResponse(""), name="sign"),
]

"""Addresses."""

from django.http import HttpResponse
from django.urls import path

app_name = "appointments"
urlpatterns = [
    path("reissues/", lambda r, **k: HttpResponse(""), name="reissues"),
    path("mine/", lambda r, **k: HttpResponse(""), name="mine"),
]

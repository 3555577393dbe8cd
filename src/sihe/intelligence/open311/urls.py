"""Addresses of the open interface."""

from django.urls import re_path

from sihe.intelligence.open311 import api

app_name = "open311"
FORM = r"(?P<form>json|xml)$"
urlpatterns = [
    re_path(rf"^services\.{FORM}", api.services, name="services"),
    re_path(rf"^services/(?P<code>[\w-]{{1,50}})\.{FORM}", api.service, name="service"),
    re_path(rf"^requests\.{FORM}", api.requests, name="requests"),
    re_path(rf"^requests/(?P<code>[\w-]{{1,20}})\.{FORM}", api.one, name="request"),
]

"""Addresses for testing the look by itself."""

from django.urls import include, path

urlpatterns = [path("ui/", include("sihe.kernel.ui.urls"))]

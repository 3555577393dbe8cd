"""Addresses of files: ``files:photo`` with id and variant (``photo`` or ``small``)."""

from django.urls import path

from sihe.kernel.files import views

app_name = "files"
urlpatterns = [path("<int:id>/<slug:variant>/", views.photo, name="photo")]

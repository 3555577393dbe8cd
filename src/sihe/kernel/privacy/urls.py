"""Addresses of privacy; ``privacy:retention`` lists how long what is kept."""

from django.urls import path

from sihe.kernel.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.retention, name="retention"),
    path("<slug:kind>/", views.change, name="change"),
]

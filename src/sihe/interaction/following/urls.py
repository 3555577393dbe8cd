"""Addresses of following; they stand at the root, since residents read and type them."""

from django.urls import path

from sihe.interaction.following import views

app_name = "following"
urlpatterns = [
    path("follow/", views.ask, name="ask"),
    path("f/<str:code>/<str:secret>/", views.follow, name="follow"),
    path("f/<str:code>/<str:secret>/receipt/", views.receipt, name="receipt"),
    path("f/<str:code>/<str:secret>/slip.pdf", views.slip, name="slip"),
    path("f/<str:code>/<str:secret>/<slug:name>/", views.act, name="act"),
    path("q/<str:code>/", views.public, name="public"),
]

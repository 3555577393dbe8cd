"""Addresses of bulletins; what residents read stands at the root, since it is typed and copied."""

from django.urls import path

from sihe.interaction.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", views.index, name="public"),
    path("n/<str:code>/", views.read, name="read"),
    path("n/<str:code>/home/", views.home, name="home"),
    path("n/<str:code>/confirm/", views.confirm, name="confirm"),
    path("n/<str:code>/<str:key>/", views.read, name="read_own"),
    path("n/<str:code>/<str:key>/seen/", views.seen, name="seen_own"),
    path("n/<str:code>/<str:key>/confirm/", views.confirm, name="confirm_own"),
]

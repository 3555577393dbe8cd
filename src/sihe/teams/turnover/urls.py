"""Addresses of leaving and handing over."""

from django.urls import path

from sihe.teams.turnover import views

app_name = "turnover"
urlpatterns = [
    path("", views.index, name="list"),
    path("sign/", views.sign, name="sign"),
    path("<int:pk>/", views.departure, name="departure"),
    path("<int:pk>/hand/<slug:kind>/", views.hand, name="hand"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/stay/", views.off, name="off"),
    path("<int:pk>/sheet.pdf", views.paper, name="paper"),
]

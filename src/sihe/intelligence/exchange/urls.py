"""Addresses of exchange."""

from django.urls import path

from sihe.intelligence.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.index, name="index"),
    path("import/<int:number>/", views.batch_page, name="batch"),
    path("import/<int:number>/columns/", views.columns, name="columns"),
    path("import/<int:number>/begin/", views.begin, name="begin"),
    path("import/<int:number>/resume/", views.resume, name="resume"),
    path("import/<int:number>/undo/", views.undo, name="undo"),
    path("import/<int:number>/progress/", views.progress, name="progress"),
    path("import/<int:number>/refused.csv", views.refused, name="refused"),
    path("import/<int:number>/answers.csv", views.answers, name="answers"),
]

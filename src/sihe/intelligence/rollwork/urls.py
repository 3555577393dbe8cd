"""Addresses of rolls."""

from django.urls import path

from sihe.intelligence.rollwork.views import deciding, pages

app_name = "rolls"
urlpatterns = [
    path("rolls/", pages.index, name="index"),
    path("rolls/template.xlsx", pages.template, name="template"),
    path("rolls/<int:number>/", pages.roll_page, name="roll"),
    path("rolls/<int:number>/columns/", pages.columns, name="columns"),
    path("rolls/<int:number>/progress/", pages.progress, name="progress"),
    path("rolls/<int:number>/resume/", pages.resume, name="resume"),
    path("rolls/<int:number>/undo/", pages.undo, name="undo"),
    path("rolls/<int:number>/drop/", pages.drop, name="drop"),
    path("rolls/<int:number>/refused/", pages.refused, name="refused"),
    path("rolls/<int:number>/refused.<str:kind>", pages.refused_file, name="refused_file"),
    path("rolls/<int:number>/changes/", deciding.listing, name="changes"),
    path("rolls/<int:number>/changes/export.csv", deciding.export, name="export"),
    path("rolls/<int:number>/changes/decide/", deciding.decide, name="decide"),
    path("rolls/<int:number>/changes/<int:change>/", deciding.one, name="change"),
]

"""Addresses of setting up."""

from django.urls import path

from sihe.intelligence.setup.views import duties, first, steps, tables

app_name = "setup"
urlpatterns = [
    path("", steps.index, name="index"),
    path("first/", first.first, name="first"),
    path("duties/", duties.duties, name="duties"),
    path("slips/", steps.slips, name="slips"),
    path("tables/<int:table>/", tables.page, name="table"),
    path("tables/<int:table>/columns/", tables.columns, name="columns"),
    path("tables/<int:table>/begin/", tables.begin, name="begin"),
    path("tables/<int:table>/undo/", tables.undo, name="undo"),
    path("tables/<int:table>/resume/", tables.resume, name="resume"),
    path("tables/<int:table>/progress/", tables.progress, name="progress"),
    path("tables/<int:table>/conflicts.csv", tables.conflicts, name="conflicts"),
    path("<slug:step>/", steps.step, name="step"),
    path("<slug:step>/template.xlsx", steps.template, name="template"),
    path("<slug:step>/table/", steps.take, name="take"),
    path("<slug:step>/done/", steps.done, name="done"),
]

"""Addresses of a resident's own data at the desk; with a receipt it stands under ``following``."""

from django.urls import path

from sihe.interaction.owndata.views import answering, desk, looks

app_name = "owndata"
urlpatterns = [
    path("", desk.identify, name="desk"),
    path("looks/", looks.index, name="looks"),
    path("answer/<int:erasure>/", answering.answer, name="answer"),
    path("at/<str:pass_>/", desk.served, name="served"),
    path("at/<str:pass_>/copy/<slug:form>/", desk.copy, name="copy"),
    path("at/<str:pass_>/correct/", desk.correct, name="correct"),
    path("at/<str:pass_>/erase/", desk.erase, name="erase"),
]

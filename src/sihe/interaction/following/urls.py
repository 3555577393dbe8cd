"""Addresses of following; they stand at the root, since residents read and type them."""

from django.urls import path

from sihe.interaction.following import owning, views

app_name = "following"
urlpatterns = [
    path("follow/", views.ask, name="ask"),
    path("f/<str:code>/<str:secret>/", views.follow, name="follow"),
    path("f/<str:code>/<str:secret>/receipt/", views.receipt, name="receipt"),
    path("f/<str:code>/<str:secret>/slip.pdf", views.slip, name="slip"),
    path("f/<str:code>/<str:secret>/mine/", owning.mine, name="mine"),
    path("f/<str:code>/<str:secret>/mine/contact/", owning.contact, name="mine_contact"),
    path("f/<str:code>/<str:secret>/mine/copy/<slug:form>/", owning.copy, name="mine_copy"),
    path("f/<str:code>/<str:secret>/mine/correct/", owning.correct, name="mine_correct"),
    path("f/<str:code>/<str:secret>/mine/erase/", owning.erase, name="mine_erase"),
    path("f/<str:code>/<str:secret>/<slug:name>/", views.act, name="act"),
    path("q/<str:code>/", views.public, name="public"),
]

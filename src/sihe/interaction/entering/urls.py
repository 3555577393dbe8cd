"""Addresses of coming in again."""

from django.urls import path

from sihe.interaction.entering import views

app_name = "entering"
urlpatterns = [
    path("in/code/", views.code, name="code"),
    path("in/pin/", views.pin, name="pin"),
    path("in/wechat/", views.wechat, name="wechat"),
    path("in/wechat/back/", views.wechat_back, name="wechat_back"),
    path("my/wechat/part/", views.part_wechat, name="part_wechat"),
    path("my/pin/", views.own_pin, name="own_pin"),
]

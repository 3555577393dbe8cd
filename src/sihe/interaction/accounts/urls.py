"""Addresses of residents' accounts; the door is short, since it is typed from paper."""

from django.urls import path

from sihe.interaction.accounts.views import desk, door, mine

app_name = "accounts"
urlpatterns = [
    path("in/", door.enter, name="enter"),
    path("in/who/", door.who, name="who"),
    path("in/<str:number>/", door.slip, name="slip"),
    path("my/", mine.mine, name="mine"),
    path("my/as/", mine.as_resident, name="as"),
    path("my/out/", mine.out, name="out"),
    path("my/everywhere/", mine.everywhere, name="everywhere"),
    path("my/give/<int:pk>/", mine.give, name="give"),
    path("slips/", desk.index, name="desk"),
    path("slips/paper/", desk.paper, name="paper"),
    path("slips/print/<int:pk>/", desk.print_slips, name="print"),
    path("slips/handed/<int:pk>/", desk.handed, name="handed"),
    path("slips/flat/<int:pk>/", desk.flat, name="flat"),
    path("slips/flat/<int:pk>/first/", desk.first, name="first"),
    path("slips/reissue/<int:pk>/", desk.reissue, name="reissue"),
]

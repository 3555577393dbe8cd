"""Addresses of bulletins; what residents read stands at the root, since it is typed and copied."""

from django.urls import path

from sihe.interaction.bulletins.views import desk, doors, reading, writing

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", reading.index, name="public"),
    path("n/<str:code>/", reading.read, name="read"),
    path("n/<str:code>/home/", reading.home, name="home"),
    path("n/<str:code>/confirm/", reading.confirm, name="confirm"),
    path("n/<str:code>/<str:key>/", reading.read, name="read_own"),
    path("n/<str:code>/<str:key>/confirm/", reading.confirm, name="confirm_own"),
    path("bulletins/desk/", desk.index, name="list"),
    path("bulletins/desk/export.csv", desk.export, name="export"),
    path("bulletins/desk/new/", writing.write, name="new"),
    path("bulletins/desk/<int:id>/", desk.detail, name="detail"),
    path("bulletins/desk/<int:id>/edit/", writing.write, name="edit"),
    path("bulletins/desk/<int:id>/discard/", writing.discard, name="discard"),
    path("bulletins/desk/<int:id>/publish/", writing.publish, name="publish"),
    path("bulletins/desk/<int:id>/correct/", writing.correct, name="correct"),
    path("bulletins/desk/<int:id>/withdraw/", writing.withdraw, name="withdraw"),
    path("bulletins/desk/<int:id>/homes/", doors.homes, name="homes"),
    path("bulletins/desk/<int:id>/doors/", doors.doors, name="doors"),
    path("bulletins/desk/<int:id>/posted/", doors.posted, name="posted"),
    path("bulletins/desk/<int:id>/doors/<int:message>/tick/", doors.tick, name="tick"),
    path("bulletins/desk/<int:id>/doors/<int:message>/phone/", doors.phone, name="phone"),
    path("bulletins/desk/<int:id>/paper/<slug:name>.pdf", doors.paper, name="paper"),
    path("bulletins/desk/<int:id>/poster.pdf", doors.poster, name="poster"),
    path("bulletins/desk/<int:id>/card.<card_ending:ending>", doors.card, name="card"),
]

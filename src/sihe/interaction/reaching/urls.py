"""Addresses of the desk of bulletins."""

from django.urls import path

from sihe.interaction.reaching.views import desk, doors, writing

app_name = "reaching"
urlpatterns = [
    path("", desk.index, name="list"),
    path("export.csv", desk.export, name="export"),
    path("new/", writing.write, name="new"),
    path("<int:id>/", desk.detail, name="detail"),
    path("<int:id>/edit/", writing.write, name="edit"),
    path("<int:id>/discard/", writing.discard, name="discard"),
    path("<int:id>/publish/", writing.publish, name="publish"),
    path("<int:id>/correct/", writing.correct, name="correct"),
    path("<int:id>/withdraw/", writing.withdraw, name="withdraw"),
    path("<int:id>/homes/", doors.homes, name="homes"),
    path("<int:id>/doors/", doors.doors, name="doors"),
    path("<int:id>/posted/", doors.posted, name="posted"),
    path("<int:id>/doors/<int:message>/tick/", doors.tick, name="tick"),
    path("<int:id>/doors/<int:message>/phone/", doors.phone, name="phone"),
    path("<int:id>/paper/<slug:name>.pdf", doors.paper, name="paper"),
    path("<int:id>/poster.pdf", doors.poster, name="poster"),
    path("<int:id>/card.<card_ending:ending>", doors.card, name="card"),
]

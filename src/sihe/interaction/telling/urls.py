"""Addresses of notices: ``notices:mine``, ``notices:to_tell``, ``notices:forward``, ``notices:card``."""

from django.urls import path, register_converter

from sihe.interaction.telling import views


class Ending:
    """The kind of a picture card."""

    regex = "png|svg"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(Ending, "card_ending")
app_name = "notices"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("read/", views.read_all, name="read_all"),
    path("quiet/", views.quiet, name="quiet"),
    path("<int:id>/", views.follow, name="follow"),
    path("to-tell/", views.to_tell, name="to_tell"),
    path("to-tell/<int:id>/", views.forward, name="forward"),
    path("to-tell/<int:id>/mark/", views.mark, name="mark"),
    path("to-tell/<int:id>/phone/", views.phone, name="phone"),
    path("card/<int:id>.<card_ending:ending>", views.card, name="card"),
]

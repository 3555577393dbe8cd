"""Registers the module with Django."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """Django's view of this module."""

    name = "sihe.teams.posts"
    label = "posts"

    def ready(self) -> None:
        """Register what this module adds to others."""
        from sihe.kernel.people.actions import keeping
        from sihe.kernel.privacy.retention import sweepers
        from sihe.teams.posts import listeners, periodic, phrases, rules  # noqa: F401
        from sihe.teams.posts.actions.retiring import forget_ended
        from sihe.teams.posts.queries import seated_people

        sweepers["holding"] = forget_ended
        keeping.append(seated_people)

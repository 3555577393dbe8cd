"""Registers the sample with Django; it has no tables."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Django's view of the sample."""

    name = "sihe.project.sample"
    label = "sample"

    def ready(self) -> None:
        """Lend the map its roads and other buildings, and the start page its people."""
        from sihe.intelligence.desks import personas
        from sihe.interaction.locating.backdrops import add_backdrop
        from sihe.project.neighbours import building as neighbours
        from sihe.project.sample import reading
        from sihe.project.sample.passwords import password

        add_backdrop(reading.street()["code"], reading.backdrop)
        personas.register(
            *(
                personas.Persona(p.username, p.name, p.who, password(), p.first)
                for p in reading.personas()
            ),
            personas.Persona(
                neighbours.USERNAME, neighbours.NAME, neighbours.WHO, password(), "/my/"
            ),
        )

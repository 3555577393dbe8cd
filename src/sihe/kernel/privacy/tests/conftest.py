"""A person whose fields can be revealed, and keys that can be changed."""

import pytest
from django.apps import apps
from django.db.models import Model

from sihe.kernel.privacy import registry
from sihe.kernel.privacy.registry import Reach
from tests.world import World

Person = apps.get_model("people", "Person")  # a module above this one


@pytest.fixture
def resident(world: World, monkeypatch: pytest.MonkeyPatch) -> Model:
    """Make a resident of the first building, whose phone and e-mail can be revealed."""
    person = Person.objects.create(name="示例居民", phone="13800001234")

    def reveal(id: int, field: str) -> tuple[str, Reach]:
        if field not in ("phone", "email"):
            raise LookupError(field)
        try:
            row = Person.objects.get(pk=id)
        except Person.DoesNotExist:
            raise LookupError(id) from None
        areas = frozenset(int(i) for i in world.building.path.strip("/").split("/"))
        reach = Reach(frozenset({world.committee.pk}), areas, world.compound.pk)
        return getattr(row, field), reach

    monkeypatch.setitem(registry.revealers, "resident", reveal)
    return person

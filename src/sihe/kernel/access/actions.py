"""Entering roles."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from sihe.kernel.access.models import Role
from sihe.kernel.access.rules import require
from sihe.kernel.facts import Actor
from sihe.kernel.facts.access import RolesEntered
from sihe.kernel.journal.actions import record


@transaction.atomic
def enter_roles(*, by: Actor, rows: Iterable[Mapping[str, Any]]) -> list[Role]:
    """Enter roles (code, name, description, permissions); a role whose code is here stays as it is."""
    require("roles.edit", by)
    here = set(Role.objects.values_list("code", flat=True))
    made = Role.objects.bulk_create(Role(**row) for row in rows if row["code"] not in here)
    if made:
        record(RolesEntered(number=len(made)), by=by, about=[])
    return made

"""People who have left and have nothing more to do here are made nameless when their time is over."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sihe.kernel.people.actions import keeping
from sihe.kernel.people.models import Account, Person, Residence
from sihe.kernel.privacy.retention import sweepers

EMPTY: Final[dict[str, Any]] = {
    "name": "", "phone": "", "phone_index": "", "phone_tail": "", "id_number": "", "id_index": "",
    "other_names": [], "birth_year": None, "email": "",
}  # fmt: skip


def forget_people(before: datetime) -> int:
    """Empty who left before the moment, has no account or mandate and is in none of `keeping`; return how many."""
    last = timezone.localtime(before).date()
    spells = Residence.objects.filter(person=OuterRef("pk"))
    staying = spells.filter(Q(until__isnull=True) | Q(until__gte=last))
    gone = Person.objects.filter(
        Exists(spells), ~Exists(staying), ~Exists(Account.objects.filter(person=OuterRef("pk"))),
        mandates__isnull=True,
    ).exclude(name="")  # fmt: skip
    for held in keeping:
        gone = gone.exclude(pk__in=held())
    ids = list(gone.values_list("pk", flat=True))
    Residence.objects.filter(person__in=ids).update(name="")
    return Person.objects.filter(pk__in=ids).update(**EMPTY)


sweepers["person"] = forget_people

"""What a deputy did with matters, in words, for the list that the absent colleague finds on coming back."""

from collections.abc import Sequence

from django.urls import reverse

from sihe.interaction.matters.models import Matter
from sihe.interaction.timelines.queries import named, told
from sihe.kernel.journal.models import Entry
from sihe.teams.absence.seeing import Done, tellers


def _done(entries: Sequence[Entry]) -> dict[int, Done]:
    if not entries:
        return {}
    ids = {id_ for e in entries for kind, id_ in e.about if kind == "matter"}
    codes = dict(Matter.objects.filter(pk__in=ids).values_list("pk", "code"))
    rows = named(Entry.objects.filter(seq__in=[e.seq for e in entries]))
    said: dict[int, Done] = {}
    for entry in rows:
        code = next((codes[i] for kind, i in entry.about if kind == "matter" and i in codes), "")
        text = told(entry, "staff")
        if text and code:
            page = reverse("matters:detail", args=[code])
            said[entry.seq] = Done(entry.at, f"{code} {text}", page)
    return said


tellers["matters"] = _done
tellers["handovers"] = _done

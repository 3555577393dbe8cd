"""Opening, changing and closing posts, and the sub-committees that some of them belong to."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor, Fact
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.places.models import Area
from sihe.teams.posts import facts
from sihe.teams.posts.models import (
    LEADERS,
    TITLE_MOST,
    Body,
    Post,
    PostKind,
    Reason,
    Seat,
    SubCommittee,
)
from sihe.teams.posts.queries import inside, leaderless

SEATS_MOST = 50


@transaction.atomic
def open_part(
    *, by: Actor, organisation: Organisation, name: str, since: date | None = None
) -> SubCommittee:
    """Set up a sub-committee.

    Raises:
        Refused: `not_allowed`, `title_missing`, `name_too_long`, `part_taken`.
    """
    require("posts.edit", by, organisation)
    said = _title(name, "name")
    try:
        with transaction.atomic():
            part = SubCommittee.objects.create(
                organisation=organisation, name=said, since=since or timezone.localdate()
            )
    except IntegrityError:
        raise Refused("part_taken", field="name", name=said) from None
    _tell(facts.SubCommitteeSet(part=part.pk, open=True), by, organisation)
    return part


@transaction.atomic
def end_part(*, by: Actor, part: SubCommittee) -> SubCommittee:
    """End a sub-committee that no post belongs to any more.

    Raises:
        Refused: `not_allowed`, `part_in_use`.
    """
    require("posts.edit", by, part.organisation)
    if part.posts.filter(until__isnull=True).exists():
        raise Refused("part_in_use")
    part.until = max(timezone.localdate(), part.since)
    part.save(update_fields=["until"])
    _tell(facts.SubCommitteeSet(part=part.pk, open=False), by, part.organisation)
    return part


@transaction.atomic
def open_post(
    *, by: Actor, organisation: Organisation, body: str, title: str, kind: str, seats: int = 1,
    part: SubCommittee | None = None, areas: Sequence[Area] = (), since: date | None = None,
) -> Post:  # fmt: skip
    """Open a post with vacant seats. A leader's post names the buildings or units it stands for.

    Raises:
        Refused: `not_allowed`, `title_missing`, `name_too_long`, `kind_unknown`, `seats_wrong`,
            `part_elsewhere`, `place_missing`, `place_elsewhere`, `day_ahead`.
    """
    require("posts.edit", by, organisation)
    said, day = _title(title, "title"), since or timezone.localdate()
    _check(organisation, body, kind, part, areas)
    if day > timezone.localdate():
        raise Refused("day_ahead", field="since")
    post = Post.objects.create(
        organisation=organisation, body=body, part=part, title=said, kind=kind, since=day,
        recorded_at=timezone.now(),
    )  # fmt: skip
    if areas:
        post.stands_for.set(areas)
    _seat(post, range(1, _number(seats) + 1), day)
    _tell(facts.PostOpened(post=post.pk, seats=seats), by, organisation, About("post", post.pk))
    return post


@transaction.atomic
def open_leader_posts(*, by: Actor, organisation: Organisation, title: str) -> int:
    """Open a post for each building of the community that has none for its leader; return how many."""
    require("posts.edit", by, organisation)
    wanted = [one.area for one in leaderless(organisation) if not one.has_post]
    for area in wanted:
        open_post(
            by=by, organisation=organisation, body=Body.BUILDING, title=title,
            kind=PostKind.VOLUNTEER, areas=[area],
        )  # fmt: skip
    return len(wanted)


@transaction.atomic
def change_post(*, by: Actor, post: Post, title: str, seats: int) -> Post:
    """Rename a post or give it another number of seats; only vacant ones can go, the last first.

    What was published of it is no longer shown until it is published anew.

    Raises:
        Refused: `not_allowed`, `post_closed`, `title_missing`, `name_too_long`, `seats_wrong`, `seats_held`.
    """
    require("posts.edit", by, post.organisation)
    post = _open(post)
    wanted, today = _number(seats), timezone.localdate()
    post.title, post.recorded_at = _title(title, "title"), timezone.now()
    post.save(update_fields=["title", "recorded_at"])
    now = list(post.seats.filter(until__isnull=True).order_by("number"))
    vacant = [seat for seat in now if seat.vacant_since is not None]
    surplus = len(now) - wanted
    if surplus > len(vacant):
        raise Refused("seats_held", field="seats", held=len(now) - len(vacant))
    for seat in vacant[::-1][: max(surplus, 0)]:
        seat.until = max(today, seat.since)
        seat.save(update_fields=["until"])
    taken = {seat.number for seat in now}
    free = [n for n in range(1, wanted + len(now) + 1) if n not in taken]
    _seat(post, free[: max(-surplus, 0)], today)
    fact = facts.PostChanged(post=post.pk, seats=wanted)
    _tell(fact, by, post.organisation, About("post", post.pk))
    return post


@transaction.atomic
def close_post(*, by: Actor, post: Post) -> Post:
    """Close a post that nobody holds.

    Raises:
        Refused: `not_allowed`, `post_closed`, `post_held`.
    """
    require("posts.edit", by, post.organisation)
    post = _open(post)
    seats = post.seats.filter(until__isnull=True)
    if seats.filter(vacant_since__isnull=True).exists():
        raise Refused("post_held")
    today = timezone.localdate()
    seats.update(until=today)
    post.until = max(today, post.since)
    post.save(update_fields=["until"])
    _tell(facts.PostClosed(post=post.pk), by, post.organisation, About("post", post.pk))
    return post


def _check(
    organisation: Organisation, body: str, kind: str, part: SubCommittee | None, areas: Sequence[Area]
) -> None:  # fmt: skip
    if body not in Body.values:
        raise Refused("kind_unknown", field="body")
    if kind not in PostKind.values:
        raise Refused("kind_unknown", field="kind")
    if (part is not None) != (body == Body.PART):
        raise Refused("part_elsewhere", field="part")
    if part is not None and (part.organisation_id != organisation.pk or part.until is not None):
        raise Refused("part_elsewhere", field="part")
    if body in LEADERS and not areas:
        raise Refused("place_missing", field="areas")
    if areas and not inside(organisation, areas):
        raise Refused("place_elsewhere", field="areas")


def _open(post: Post) -> Post:
    """Read a post again and keep others from changing it until the transaction ends."""
    rows = Post.objects.select_related("organisation").select_for_update(of=("self",))
    found = rows.get(pk=post.pk)
    if found.until is not None:
        raise Refused("post_closed")
    return found


def _seat(post: Post, numbers: Sequence[int], day: date) -> None:
    Seat.objects.bulk_create(
        Seat(post=post, number=n, since=day, vacant_since=day, vacant_why=Reason.NEW)
        for n in numbers
    )


def _title(text: str, field: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Refused("title_missing", field=field)
    if len(said) > TITLE_MOST:
        raise Refused("name_too_long", field=field, most=TITLE_MOST)
    return said


def _number(seats: int) -> int:
    if not 1 <= seats <= SEATS_MOST:
        raise Refused("seats_wrong", field="seats", most=SEATS_MOST)
    return seats


def _tell(fact: Fact, by: Actor, organisation: Organisation, *more: About) -> None:
    record(fact, by=by, about=[About("organisation", organisation.pk), *more])

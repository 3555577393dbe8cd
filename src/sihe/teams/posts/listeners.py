"""What follows from a term that ends: those who look after the posts are told, once per level."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sihe.kernel.facts import About, Fact
from sihe.kernel.journal.listening import listens
from sihe.kernel.journal.models import Entry
from sihe.kernel.notices.actions import tell_staff
from sihe.kernel.notices.registry import add_wordings
from sihe.kernel.organisations.queries import people_holding
from sihe.teams.posts.facts import TermNear
from sihe.teams.posts.models import Holding

add_wordings(
    {
        "posts.term_near": _("%(post)s的任期%(day)s到，请准备换届。"),
        "posts.term_over": _("%(post)s的任期%(day)s已到，还没换届。"),
    }
)


@listens(TermNear)
def tell_who_edits(fact: Fact, entry: Entry) -> None:
    """Put the end of a term before those who edit the posts of the organisation."""
    if not isinstance(fact, TermNear):
        return
    rows = Holding.objects.filter(pk=fact.holding, until__isnull=True).select_related("seat__post")
    holding = rows.first()
    if holding is None:
        return
    post = holding.seat.post
    tell_staff(
        people=people_holding(fact.organisation, "posts.edit"),
        code="posts.term_over" if fact.over else "posts.term_near",
        values={"post": post.title, "day": fact.term_until.isoformat()},
        url=reverse("register:post", args=[post.pk]), about=About("post", post.pk), entry=entry.seq,
    )  # fmt: skip

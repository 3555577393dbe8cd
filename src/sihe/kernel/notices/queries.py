"""Reading notices and messages."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sihe.kernel.facts import About, Actor
from sihe.kernel.notices import states
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.notices.registry import worded
from sihe.kernel.notices.rules import within_reach

GROUP_LIMIT = 120
"""Characters of a text for a group chat, the link included."""


def messages(about: About) -> QuerySet[Message]:
    """Return what residents were told about a thing, newest first."""
    return Message.objects.filter(about_kind=about.kind, about_id=about.id).order_by("-at", "-id")


def visible_to(actor: Actor) -> QuerySet[Message]:
    """Return the messages that an actor may see and tick off."""
    return Message.objects.filter(within_reach(actor))


def to_be_told(actor: Actor) -> QuerySet[Message]:
    """Return who has neither read nor been told, the latest message of each, by building."""
    # by the moment and not by the id alone: one listener may write later what happened earlier
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    newer = Message.objects.filter(
        later,
        recipient_kind=OuterRef("recipient_kind"),
        recipient_id=OuterRef("recipient_id"),
        about_kind=OuterRef("about_kind"),
        about_id=OuterRef("about_id"),
    )
    rows = visible_to(actor).filter(~Exists(newer), state__in=sorted(states.TO_TELL))
    return rows.select_related("area", "organisation").order_by("area__path", "at", "id")


def notices(person: int | None) -> QuerySet[Notice]:
    """Return a person's notices: unread ones first, then the newest."""
    rows = Notice.objects.filter(person=person).alias(is_read=Q(read_at__isnull=False))
    return rows.order_by("is_read", "-at", "-id")


def unread(person: int | None) -> int:
    """Return how many notices a person has not read."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def sentence(notice: Notice) -> str:
    """Return the words of a notice; a deputy's say for whom."""
    words, absent = worded(notice.code, notice.values), notice.values.get("for")
    return _("代%(absent)s：%(words)s") % {"absent": absent, "words": words} if absent else words


def address(link: str) -> str:
    """Return the whole address of a link within this installation."""
    return link if "://" in link else settings.PUBLIC_ADDRESS + link


def group_text(message: Message) -> str:
    """Return what is copied into a group chat: the text and its link, at most 120 characters."""
    link = address(message.link)
    room = GROUP_LIMIT - len(link) - 1
    if room < 1:
        return link
    text = message.text if len(message.text) <= room else message.text[: room - 1] + "…"
    return f"{text} {link}"

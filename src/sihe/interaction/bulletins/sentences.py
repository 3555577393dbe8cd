"""The facts of bulletins as sentences for the record."""

from django.utils.translation import gettext as _

from sihe.interaction.bulletins import facts
from sihe.kernel.journal.telling import Names, tells


@tells(facts.BulletinDrafted, "staff")
def drafted(fact: facts.BulletinDrafted, names: Names) -> str:
    """A draft came or went."""
    return _("删了公告草稿。") if fact.gone else _("写了公告草稿。")


@tells(facts.BulletinPublished, "staff")
def published(fact: facts.BulletinPublished, names: Names) -> str:
    """It was published."""
    if fact.urgent:
        return _("发布紧急公告，发给%(n)s户。") % {"n": fact.households}
    return _("发布公告，发给%(n)s户。") % {"n": fact.households}


@tells(facts.BulletinCorrected, "staff")
def corrected(fact: facts.BulletinCorrected, names: Names) -> str:
    """It got a new text."""
    return _("更正公告，再告知看过的%(n)s户。") % {"n": fact.households}


@tells(facts.BulletinWithdrawn, "staff")
def withdrawn(fact: facts.BulletinWithdrawn, names: Names) -> str:
    """It was withdrawn."""
    return _("撤回公告，再告知看过的%(n)s户。") % {"n": fact.households}


@tells(facts.BulletinPosted, "staff")
def posted(fact: facts.BulletinPosted, names: Names) -> str:
    """It stands in a group."""
    return _("公告发到群里，%(n)s户已发出。") % {"n": fact.households}


@tells(facts.DoorsDue, "staff")
def doors(fact: facts.DoorsDue, names: Names) -> str:
    """The hours to confirm are over."""
    return _("紧急公告到时，%(n)s户没确认，转上门。") % {"n": fact.households}

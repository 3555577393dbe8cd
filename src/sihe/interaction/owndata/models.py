"""Which words are whose, and what became of the wish to have them erased."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sihe.interaction.matters.models import Note, Reporter
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person

REASON_MOST = 200


class OwnNote(models.Model):
    """A note that a reporter wrote through their receipt; a matter may have several reporters."""

    note = models.OneToOneField(Note, models.CASCADE, related_name="own")
    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="own_notes")

    class Meta:
        verbose_name = _("本人写的记事")


class Erasure(models.Model):
    """A reporter's wish to have their data erased, the answer of who is accountable, and when it was done.

    Name and phone are gone from `asked_at` on; the words, photos and the flat from `done_at` on.
    """

    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="erasures")
    asked_at = models.DateTimeField(_("提出时间"))
    due_at = models.DateTimeField(_("答复时限"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("谁答复")
    )
    reason = models.CharField(_("暂时留着的原因"), max_length=REASON_MOST, blank=True)
    done_at = models.DateTimeField(_("删除时间"), null=True)

    class Meta:
        verbose_name = _("删除要求")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter"], condition=Q(done_at__isnull=True), name="one_open_erasure"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(reason="") | Q(done_at__isnull=False),
                name="kept_for_a_reason",
            ),
        ]

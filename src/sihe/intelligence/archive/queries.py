"""Reading what an archive would hold, and when the last one was made."""

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sihe.intelligence.archive.facts import ArchiveMade
from sihe.interaction.matters.models import Matter
from sihe.kernel.files.models import StoredFile
from sihe.kernel.journal.models import Entry
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Household, Person
from sihe.kernel.places.models import Dwelling

HEADINGS: tuple[tuple[str | Promise, type[Model]], ...] = (
    (_("主体"), Organisation), (_("房屋"), Dwelling), (_("户"), Household), (_("人员"), Person),
    (_("事项"), Matter), (_("照片"), StoredFile), (_("操作记录"), Entry),
)  # fmt: skip


def what_is_here() -> list[tuple[str | Promise, int]]:
    """Return the largest things of an archive and how many there are; one query each."""
    return [(label, model._default_manager.count()) for label, model in HEADINGS]


def last_made() -> Entry | None:
    """Return when an archive was last made."""
    return Entry.objects.filter(fact=ArchiveMade.name).order_by("-seq").first()

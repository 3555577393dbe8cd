"""Whatever has a period of keeping is swept when it is over; nothing personal waits for nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sihe.interaction.owndata.tests.conftest import PHONE, Tell, ended, of
from sihe.kernel.facts import SYSTEM, About
from sihe.kernel.files.actions import sweep_orphans
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.storage import path_of
from sihe.kernel.journal.courier import deliver
from sihe.kernel.journal.periodic import jobs
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.privacy.actions import reveal
from sihe.kernel.privacy.models import RetentionRule, RevealWords
from sihe.kernel.privacy.retention import run_retention, sweepers
from tests.world import World


def test_every_rule_has_its_sweeper_and_every_sweeper_its_rule(world: World) -> None:
    kinds = set(RetentionRule.objects.values_list("kind", flat=True))
    assert kinds == set(sweepers) and {"matter", "message", "notice", "reveal_words"} <= kinds


@pytest.mark.parametrize("job", ["retention.sweep_daily", "files.actions.sweep_hourly", "exchange"])
def test_sweeping_runs_by_itself(job: str) -> None:
    assert any(job in found.name for found in jobs())


def test_each_kind_goes_at_its_own_time(world: World, tell: Tell) -> None:
    made = tell()
    about = About("reporter", of(made).pk)
    by = world.actor("director")
    reveal(by=by, about=about, field="phone", purpose="visit", words="下午两点到")
    deliver()
    ended(world, made.matter)
    counts = {
        "message": Message,
        "notice": Notice,
        "reveal_words": RevealWords,
        "matter": StoredFile,
    }
    days = {rule.kind: rule.days for rule in RetentionRule.objects.all()}
    now = timezone.now()
    for kind in sorted(counts, key=lambda kind: days[kind]):
        table = counts[kind]._default_manager
        run_retention(now + timedelta(days=days[kind] - 1))
        assert table.exists(), f"{kind} went too early"
        run_retention(now + timedelta(days=days[kind] + 1))
        assert not table.exists(), f"{kind} is still there"
    assert of(made).phone == ""


@pytest.mark.django_db(transaction=True)
def test_the_photos_leave_the_disk(world: World, tell: Tell) -> None:
    made = tell()
    file = StoredFile.objects.get()
    assert path_of(file.key, "photo").is_file() and of(made).phone == PHONE
    ended(world, made.matter)
    run_retention(timezone.now() + timedelta(days=731))
    assert not path_of(file.key, "photo").exists() and not path_of(file.key, "small").exists()
    assert sweep_orphans(by=SYSTEM, older_than=timedelta(days=99)) == 0

"""Periodic jobs: on time, one worker at a time, safe after a stop, not held up by a failing one."""

from datetime import UTC, datetime, timedelta

import pytest

from sihe.kernel.journal import periodic
from sihe.kernel.journal.models import Job
from sihe.kernel.journal.periodic import every, run_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


RAN: list[datetime] = []


def note(now: datetime) -> None:
    """Note that a job ran."""
    RAN.append(now)


@pytest.fixture
def ran() -> list[datetime]:
    """Return when `note` ran in this test."""
    RAN.clear()
    return RAN


@pytest.fixture(autouse=True)
def no_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_jobs", {})


def test_a_job_runs_at_once_and_then_after_its_period(ran: list[datetime]) -> None:
    every(minutes=5)(note)
    assert len(run_due(NOW)) == 1
    assert run_due(NOW + 4 * MINUTE) == []
    run_due(NOW + 5 * MINUTE)
    assert ran == [NOW, NOW + 5 * MINUTE]
    assert Job.objects.get().last_run == NOW + 5 * MINUTE


def test_what_was_missed_is_made_up_for_once(ran: list[datetime]) -> None:
    every(minutes=5)(note)
    run_due(NOW)
    run_due(NOW + timedelta(days=3))
    assert len(ran) == 2


def test_while_one_runs_another_worker_leaves_it_alone() -> None:
    inner: list[list[str]] = []

    def slow(now: datetime) -> None:
        inner.append(run_due(now))  # a second worker looks while the first is at it

    every(minutes=5)(slow)
    assert len(run_due(NOW)) == 1 and inner == [[]]


def test_after_a_kill_the_claim_ends_and_the_job_runs_again(ran: list[datetime]) -> None:
    every(minutes=5, lease_minutes=15)(note)
    run_due(NOW)
    later = NOW + 5 * MINUTE
    # as a worker leaves it that was killed in the middle
    Job.objects.update(claim="dead", claimed_until=later + 15 * MINUTE)
    assert run_due(later) == [] == run_due(later + 14 * MINUTE)
    assert len(run_due(later + 15 * MINUTE)) == 1 and len(ran) == 2


def test_a_run_that_outlived_its_lease_changes_nothing_of_the_next() -> None:
    every(minutes=60, lease_minutes=1)(_overtaken)
    run_due(NOW)
    job = Job.objects.get()
    assert job.claim == "the next worker" and job.last_run is None


def _overtaken(now: datetime) -> None:
    Job.objects.update(claim="the next worker", claimed_until=now + timedelta(hours=1))


def test_a_failing_job_is_noted_waits_longer_and_holds_up_no_other(
    caplog: pytest.LogCaptureFixture, ran: list[datetime]
) -> None:

    def a_bad_one(now: datetime) -> None:
        raise ValueError("示例故障")

    every(minutes=5)(a_bad_one)
    every(minutes=5)(note)
    assert len(run_due(NOW)) == 2 and ran == [NOW]
    job = Job.objects.get(name__contains="a_bad_one")
    assert "示例故障" in job.trouble and job.due_at == NOW + 5 * MINUTE and job.claim == ""
    run_due(NOW + 5 * MINUTE)
    assert Job.objects.get(pk=job.pk).due_at == NOW + 15 * MINUTE
    assert "a_bad_one" in caplog.text


@pytest.mark.parametrize("minutes, lease", [(0, 1), (1, 0)])
def test_a_period_of_nothing_is_an_error(minutes: int, lease: int) -> None:
    with pytest.raises(ValueError, match="at least one minute"):
        every(minutes=minutes, lease_minutes=lease)

"""What happened stands on the matter's page as sentences; the record is checked by page and by command."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from sihe.cli.main import app
from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers import actions as handovers
from sihe.interaction.handovers.models import Handover
from sihe.kernel.journal.append_only import lifted
from sihe.kernel.journal.models import Entry
from tests.browser.street_site import Site, press, reported, toast

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SENTENCES = [
    "收到，先由示例居委会负责。",
    "转交花园物业负责。",
    "花园物业接下负责",
    "开始办理。",
    "等厂家来人",
    "办完，请核查：换了门机",
    "核查通过，答复居民。",
]
RESIDENTS = ["您上报了问题。", "花园物业接下了这件事。", "办好了，请您看看满不满意。"]


@pytest.fixture
def done(site: Site) -> str:
    """Address of a matter that went the whole way; `?` parts off its secret."""
    made = reported(site.world, "3号楼电梯门夹人", "lift")
    company, matter = site.world.actor("manager"), made.matter
    handovers.accept(by=company, handover=Handover.objects.get())
    handling.start(by=company, matter=matter)
    handling.add_note(by=company, matter=matter, text="等厂家来人")
    handling.finish(by=company, matter=matter, text="换了门机")
    handling.check(by=site.world.actor("director"), matter=matter, passed=True)
    return f"{matter.code}/{made.secret}"


def verified() -> tuple[int, str]:
    """Run `sihe journal verify`; answers its exit code and what it said."""
    answer = CliRunner().invoke(app, ["journal", "verify"])
    return answer.exit_code, answer.output


def assert_tells(page: Page, sentences: list[str]) -> None:
    """Fail unless every sentence stands on the timeline, the newest first."""
    lines = page.locator("ol.line > li").all_inner_texts()
    found = [next(i for i, line in enumerate(lines) if s in line) for s in sentences]
    assert found == sorted(found, reverse=True)
    text = " ".join(lines)
    assert not re.search(r"[a-z]+[._][a-z]+|None|%\(", text), text


def test_everything_stands_there_as_sentences(site: Site, done: str) -> None:
    code = done.partition("/")[0]
    staff, resident = site.window("director"), site.window(phone=True)
    site.go(staff, f"/matters/{code}/")
    assert_tells(staff, SENTENCES)
    site.look_over(staff)
    site.go(resident, f"/f/{done}/")
    assert_tells(resident, RESIDENTS)


def test_the_record_is_found_sound_and_a_change_is_named(site: Site, done: str) -> None:
    leader = site.window("leader")
    site.go(leader, "/journal/")
    expect(leader.locator("main table")).to_contain_text("核查通过")
    press(leader, "核验有没有改过")
    toast(leader, f"{Entry.objects.count()} 条记录都接得上，没有改过。")
    code, said = verified()
    assert (code, said.startswith("sound:")) == (0, True)
    third = Entry.objects.get(seq=3)
    with lifted(connection):
        Entry.objects.filter(seq=3).update(payload={**third.payload, "receiver": 0})
    press(leader, "核验有没有改过")
    toast(leader, "第 3 条的内容改过")
    code, said = verified()
    assert (code, said.strip()) == (1, "broken: row 3 was changed")

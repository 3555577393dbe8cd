"""Which act is open to whom in which state, as a table; and that the page shows no more than that."""

import pytest
from django.test import Client

from sihe.interaction.casework.acts import ACTS, BY_NAME, buttons
from sihe.interaction.matters.states import LABELS
from tests.staff.factories import in_state
from tests.world import PERSONAS, World

LEADS = {
    "director",
    "leader",
    "clerk",
}  # the committee itself, and the street office that oversees it
# act: (state, personas who may); everybody else may not
TABLE: dict[str, tuple[str, set[str]]] = {
    "claim": ("received", {"director", "grid_worker", "deployed"}),
    "start": ("received", {"director", "grid_worker", "deployed"}),
    "note": ("received", {*LEADS, "grid_worker", "deployed"}),
    "finish": ("working", {"director", "grid_worker", "deployed"}),
    "check": ("finished", LEADS),
    "send_back": ("finished", LEADS),
    "resume": ("paused", {"director", "grid_worker", "deployed"}),
    "supply": ("asking", {"director", "grid_worker", "deployed"}),
    "assign": ("received", {"director"}),
    "part": ("received", {"director", "grid_worker", "deployed"}),
    "ask": ("working", {"director", "grid_worker", "deployed"}),
    "due": ("working", {"director", "grid_worker", "deployed"}),
    "pause": ("working", {"director", "grid_worker", "deployed"}),
    "hang": ("working", {"director", "grid_worker", "deployed"}),
    "category": ("received", LEADS),
    "urgent": ("received", {*LEADS, "grid_worker", "deployed"}),
    "merge": ("received", LEADS),
    "close": ("answered", LEADS),
    "reopen": ("closed", LEADS),
    "reject": ("received", LEADS),
    "withdraw": ("received", {"director", "grid_worker", "deployed"}),
}


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what(world: World, name: str) -> None:
    state, wanted = TABLE[name]
    matter = in_state(world, state)
    able = {who for who in PERSONAS if BY_NAME[name].open_to(world.actor(who), matter)}
    assert able == wanted


def test_the_table_covers_every_act() -> None:
    unmerge_and_ordinary = {"unmerge", "ordinary"}  # shown in test_pages by doing them
    assert set(TABLE) | unmerge_and_ordinary == set(BY_NAME)


@pytest.mark.parametrize("name", TABLE)
def test_who_may_not_is_refused_by_the_server(world: World, client: Client, name: str) -> None:
    state, wanted = TABLE[name]
    matter = in_state(world, state)
    before = matter.state
    for who in ("manager", "stranger", "grid_worker"):
        if who in wanted:
            continue
        page = world.login(client, who).post(f"/matters/{matter.code}/{name}/", WORDS)
        seen = who in ("grid_worker",)
        assert page.status_code in ({200, 302} if seen else {404})
        matter.refresh_from_db()
        assert matter.state == before


WORDS = {
    "text": "写几个字", "reason": "原因", "review_on": "2099-01-01", "due_at": "2099-01-01T10:00",
    "whom": "pool", "category": "1", "root": "AAAAA", "organisation": "1",
}  # fmt: skip


@pytest.mark.parametrize("state", [s for s in LABELS if s != "merged"])
def test_every_state_offers_somebody_a_way_on_or_has_ended(world: World, state: str) -> None:
    matter = in_state(world, state)
    able = buttons(world.actor("director"), matter)
    names = [act.name for act in (*able.shown, *able.rest)]
    assert len(names) == len(set(names))
    assert names or state in ("offered", "triage", "rejected", "withdrawn", "closed")
    if state == "received":
        assert names[0] == "start"
    if state == "working":
        assert names[:2] == ["note", "finish"]


def test_labels_begin_with_a_verb_and_say_no_more_than_needed() -> None:
    assert all(2 <= len(str(act.label)) <= 8 for act in ACTS)

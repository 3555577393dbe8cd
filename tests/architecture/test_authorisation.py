"""Who may open what: every address x everybody, as authorisation.csv says and not otherwise.

The table is read and agreed to by a person at every change; nothing writes it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sihe.intelligence.exchange.models import ImportBatch, ImportProfile
from sihe.intelligence.registering.models import TableBatch
from sihe.interaction.accounts import actions as accounts
from sihe.interaction.accounts.tests.homes import settle_in
from sihe.interaction.disclosure import actions as disclosure
from sihe.interaction.disclosure.actions.items import ItemGiven
from sihe.interaction.disclosure.actions.powers import PowerGiven
from sihe.interaction.handling import actions as handling
from sihe.interaction.handovers.models import Handover
from sihe.interaction.intake.actions import report
from sihe.interaction.joining import actions as joining
from sihe.interaction.matters.models import Matter
from sihe.interaction.owndata.actions import erase
from sihe.interaction.rounds import actions as rounds
from sihe.interaction.standins import actions as standins
from sihe.kernel.facts import RESIDENT, SYSTEM
from sihe.kernel.files.models import StoredFile
from sihe.kernel.files.tests.test_files import picture
from sihe.kernel.journal.courier import deliver
from sihe.kernel.notices.models import Message, Notice
from sihe.kernel.people.actions import begin_residence, enter_person
from sihe.kernel.places.models import Dwelling
from sihe.kernel.places.spots import PlaceGiven
from sihe.teams.absence import actions as absence
from sihe.teams.custody import actions as custody
from sihe.teams.posts import actions as posts
from sihe.teams.turnover import actions as turnover
from tests.architecture import doors
from tests.world import SINCE, World

PEOPLE = ("nobody", "stranger", "grid_worker", "director", "manager", "leader")


Things = dict[str, dict[str, Any]]


@pytest.fixture
def things(world: World, tmp_path: Path, settings: Any) -> Things:
    """One of everything that an address may name: by address, or under "" for all, by the name of its parameter."""
    settings.MEDIA_ROOT = tmp_path
    matter, secret = reported(world, "lift")
    undecided, _ = reported(world, None)
    note = handling.add_note(by=world.actor("director"), matter=matter, text="问过了")
    deliver()
    batch = imported(world)
    whole, part = divided(world)
    manager = world.actor("manager").person
    told = bulletins(world)
    message = {"id": Message.objects.filter(about_id=matter.pk).latest("pk").pk}
    return {
        "": {
            "code": matter.code, "secret": secret, "sign": world.building.sign, "pk": matter.pk,
            "matter": matter.pk, "note": note.pk, "handover": Handover.objects.get(matter=matter).pk,
            "number": batch.pk, "table": table_of_places(world).pk,
        },
        "matters:excuse": {"code": whole.code, "part": part.code},
        "triage:one": {"code": undecided.code},
        "intake:signs": {"?building": world.building.pk},
        "places:map": {"?street": world.street.pk},
        "files:photo": {"id": StoredFile.objects.latest("pk").pk},
        "notices:follow": {"id": Notice.objects.filter(person=manager).latest("pk").pk},
        **own_data(world),
        **residents(world),
        **told,
        **affairs(world),
        **homes(world),
        **{f"notices:{name}": message for name in ("card", "forward", "mark", "phone")},
        **teams(world),
    }  # fmt: skip


def reported(world: World, category: str | None) -> tuple[Matter, str]:
    """Report something from the first building, with a photo."""
    text = "电梯又停了" if category else "请帮帮忙"
    made = report(
        by=RESIDENT, token=uuid4(), text=text, given=PlaceGiven(area=world.building.pk),
        category_code=category or "", photos=[SimpleUploadedFile("a.jpg", picture())],
        phone="13800001234",
    )  # fmt: skip
    return Matter.objects.get(pk=made.matter.pk), made.secret


def own_data(world: World) -> Things:
    """Let residents look after their own data: with a receipt, and before the director at a desk."""
    mine, secret = reported(world, "lift")
    brought, _ = reported(world, "rubbish")
    wished, _ = reported(world, "rubbish")
    erasure = erase(by=RESIDENT, reporter=wished.own_reporters.get())
    at_desk = [brought.own_reporters.get().pk, world.actor("director").person]
    pass_ = {"pass_": signing.dumps(at_desk, salt="sihe.owndata.desk")}
    return {
        "following:mine_erase": {"code": mine.code, "secret": secret},
        "owndata:answer": {"erasure": erasure.pk},
        **{f"owndata:{name}": pass_ for name in ("copy", "correct", "erase", "served")},
    }


def teams(world: World) -> Things:
    """Let the grid worker be away, the deployed person leave, and a key lie in the committee's office."""
    today, committee = timezone.localdate(), world.committee
    away = absence.plan_leave(
        by=world.actor("grid_worker"), person=world.people["grid_worker"], organisation=committee,
        deputy=world.people["director"], since=today, until=today,
    )  # fmt: skip
    left = turnover.begin_leaving(
        by=world.actor("deployed"), person=world.people["deployed"], organisation=committee, last_day=today
    )  # fmt: skip
    key = custody.add_item(by=SYSTEM, organisation=committee, kind="key", name="示例钥匙")
    departure = {"pk": left.pk, "kind": "keys"}
    return {
        "appointments:end": {"pk": world.mandates["grid_worker"].pk},
        **{f"absence:{name}": {"pk": away.pk} for name in ("leave", "end", "change")},
        **{
            f"turnover:{name}": departure for name in ("departure", "hand", "paper", "off", "close")
        },
        "custody:give": {"pk": key.pk},
    }


def residents(world: World) -> Things:
    """Let a family live in flat 501, with a slip, a wish to be counted to it, and one who acts for another."""
    home = settle_in(world)
    by, today = world.actor("director"), timezone.localdate()
    slip = accounts.print_slips(by=by, building=world.building, households=[home.household])[0].slip
    wish, secret = joining.ask(by=RESIDENT, dwelling=home.dwelling, name="示例", old_enough=True)
    mother, father = home.people["mother"], home.people["father"]
    made = standins.agree(
        by=by, principal=father, agent=mother, acts=["report"], until=today, seen=True
    )
    flat, person = {"pk": home.dwelling.pk}, {"pk": mother.pk}
    return {
        "accounts:slip": {"number": slip.number}, "joining:waiting": {"secret": secret},
        "joining:answer": {"pk": wish.pk}, "joining:answer_own": {"pk": wish.pk},
        "accounts:handed": {"pk": slip.pk}, "accounts:print": {"pk": world.building.pk},
        "accounts:flat": flat, "accounts:first": flat, "accounts:reissue": person, "accounts:give": person,
        "standins:agree": flat, "standins:guard": flat,
        "standins:end": {"pk": made.pk}, "standins:end_at_desk": {"pk": made.pk},
    }  # fmt: skip


def bulletins(world: World) -> Things:
    """Publish one bulletin of the committee to a home of the first building, and keep another as a draft."""
    from sihe.interaction.bulletins.tests.homes import drafted, home, published

    home(world, "building", "101", phone="13800000001")
    bulletin, draft, thrown = published(world), drafted(world), drafted(world)
    message = Message.objects.get(about_kind="bulletin", about_id=bulletin.pk)
    one = {"id": bulletin.pk, "message": message.pk, "code": bulletin.code, "key": "2222222222"}
    names = [
        name
        for name, _parameters in doors.addresses()
        if name.startswith(("bulletins:", "reaching:"))
    ]
    others = {"reaching:edit": {"id": draft.pk}, "reaching:discard": {"id": thrown.pk}}
    return {name: others.get(name, one) for name in names}


def affairs(world: World) -> Things:
    """Give the committee a post that is held, one that is not, a line of account, a power and items; publish."""
    by, own, day = world.actor("director"), world.committee, date(2025, 3, 5)
    post = posts.open_post(
        by=by,
        organisation=own,
        body="committee",
        title="示例委员",
        kind="employed",
        seats=2,
        since=day,
    )
    held = posts.begin_holding(
        by=by, seat=post.seats.get(number=1), person=world.people["grid_worker"],
        chosen=posts.Chosen(day),
    )  # fmt: skip
    part = posts.open_part(by=by, organisation=own, name="示例委员会")
    entry = disclosure.keep_entry(
        by=world.actor("grid_worker"), organisation=own, token=uuid4(), day=day, heading="street",
        amount=100, words="示例",
    )  # fmt: skip
    power = disclosure.keep_power(
        by=by, organisation=own, holder=world.office,
        given=PowerGiven("pay", "示例", "示例依据", day, "示例"),
    )  # fmt: skip
    given = ItemGiven("other", "示例", "示例内容", day)
    shown, hidden = (disclosure.write_item(by=by, organisation=own, given=given) for _ in range(2))
    disclosure.publish_item(by=by, item=shown)
    disclosure.publish_account(by=by, organisation=own, until=date(2025, 3, 31))
    disclosure.publish_posts(by=by, organisation=own)
    known = {
        "organisation": own.pk, "post": post.pk, "seat": post.seats.get(number=2).pk, "part": part.pk,
        "holding": held.pk, "entry": entry.pk, "power": power.pk, "item": hidden.pk,
    }  # fmt: skip
    names = [name for name, _ in doors.addresses() if name.startswith(("register:", "affairs:"))]
    return {name: known | ({"item": shown.pk} if name == "affairs:item" else {}) for name in names}


def homes(world: World) -> Things:
    """Let somebody live in two dwellings of the first building, with a promise and a consent."""
    other = Dwelling.objects.create(building=world.building, number="502")
    person = enter_person(by=SYSTEM, name="示例住户", phone="10000001234")
    first, second = (
        begin_residence(by=SYSTEM, person=person, dwelling=d, kind="owner_here", since=SINCE)
        for d in (world.dwelling, other)
    )
    director = world.actor("director")
    day = timezone.localdate()
    visit = rounds.make_round(by=director, dwelling=world.dwelling, kind="routine", met="home",
                              token=uuid4(), promise="去看看", due_on=day)  # fmt: skip
    consent = rounds.give_consent(
        by=director, dwelling=other, person=person.pk, marks=[rounds.MarkGiven("door")], way="paper",
        sheet=SimpleUploadedFile("a.jpg", picture()), signed_on=day, token=uuid4(),
    )  # fmt: skip
    here, there = {"pk": first.dwelling_id}, {"pk": second.dwelling_id}
    names = ("page", "open", "shut", "looks", "round", "consent", "paper", "forget", "move_in")
    return {
        **{f"households:{name}": here for name in names},
        **{f"households:{name}": here | {"residence": first.pk} for name in ("phone", "correct", "move_out")},
        "households:promise": here | {"promise": visit.promises.get().pk},
        "households:withdraw": there | {"consent": consent.pk},
    }  # fmt: skip


def divided(world: World) -> tuple[Matter, Matter]:
    """Take rubbish that the committee deals with itself, and give a part of it to the property company."""
    whole, _ = reported(world, "rubbish")
    company = Handover.objects.latest("pk").receiver
    by = world.actor("director")
    return whole, handling.add_part(by=by, matter=whole, text="先围起来", organisation=company)


def imported(world: World) -> ImportBatch:
    """Keep a batch of the leader's, still to be looked at."""
    leader, now = world.actor("leader"), timezone.now()
    profile = ImportProfile.objects.create(
        name="table", version=1, title="示例表", mapping={}, created_at=now
    )
    return ImportBatch.objects.create(
        profile=profile, mapping={"columns": {}, "kind": "table"}, file_name="a.csv", sha256="0" * 64,
        organisation_id=leader.organisation, person_id=leader.person, created_at=now, touched_at=now,
    )  # fmt: skip


def table_of_places(world: World) -> TableBatch:
    """Keep a table of the leader's that is not tried yet."""
    leader, now = world.actor("leader"), timezone.now()
    return TableBatch.objects.create(
        step="areas", file_name="a.xlsx", organisation_id=world.office.pk, person_id=leader.person or 0,
        mandate=leader.mandate or 0, created_at=now, touched_at=now,
    )  # fmt: skip


# what the address alone decides; every other parameter is looked up by its name, or is a number of nothing
SAYS = {
    **{f"setup:{name}": {"step": "areas"} for name in ("done", "step", "take", "template")},
    "matters:act": {"name": "note"},
    "following:act": {"name": "add"},
    "following:mine_copy": {"form": "json"},
    "owndata:copy": {"form": "json"},
    "handovers:answer": {"name": "accept"},
    "files:photo": {"variant": "small"},
    "notices:card": {"ending": "png"},
    "reaching:card": {"ending": "png"},
    "reaching:paper": {"name": "doors"},
    "matters:export": {"kind": "csv"},
    "rulebook:set_number": {"name": "matters.rating_days"},
    "rulebook:set_retention": {"kind": "matter"},
    "affairs:export": {"form": "csv"},
    "open311:services": {"form": "json"},
    "open311:service": {"form": "json", "code": "lift"},
    "open311:requests": {"form": "json"},
    "open311:request": {"form": "json"},
}


def given(name: str, parameters: frozenset[str], things: Things) -> dict[str, Any]:
    """Return a value for every parameter of an address; what is asked behind it begins with a question mark."""
    known = things[""] | things.get(name, {})
    found = {p: known.get(p, 987654) for p in parameters}
    asked = {p: v for p, v in known.items() if p.startswith("?")}
    return found | asked | {p: v for p, v in SAYS.get(name, {}).items() if p in parameters}


def seen(world: World, things: Things) -> dict[str, dict[str, str]]:
    """Knock at every door as everybody."""
    rows: dict[str, dict[str, str]] = {}
    for name, parameters in doors.addresses():
        rows[name] = {}
        for who in PEOPLE:
            client = Client(raise_request_exception=False)
            if who != "nobody":
                world.login(client, who)
            rows[name][who] = doors.knock(client, name, given(name, parameters, things))
    return rows


@pytest.mark.slow
def test_every_door_opens_for_whom_the_table_says(world: World, things: Things) -> None:
    found, table = seen(world, things), doors.table()
    assert set(found) == set(table)
    wrong = {name: (row, table[name]) for name, row in found.items() if row != table[name]}
    assert wrong == {}


def test_every_address_has_a_name() -> None:
    assert [a for a in doors.unnamed() if not a.startswith("^")] == []


def test_verdicts() -> None:
    assert doors.verdict(302, "/accounts/login/?next=/x") == "sign-in"
    assert (doors.verdict(404), doors.verdict(403), doors.verdict(500)) == (
        "hidden",
        "refused",
        "fault",
    )
    assert doors.verdict(200) == doors.verdict(302, "/desk/") == doors.verdict(422) == "open"

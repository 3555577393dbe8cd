"""One household on one page: masked until a purpose is given, each part for who may, written down for who asks."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from sihe.interaction.households.tests.conftest import NAME, PHONE, Give, Home, sheet
from sihe.interaction.households.watermark import picture
from sihe.interaction.rounds import actions as rounds
from sihe.interaction.rounds.models import Consent, HelpMark, Promise, Round
from sihe.kernel.facts import About
from sihe.kernel.people.models import Person, Residence
from sihe.kernel.privacy.queries import looks_at

OPEN = {"purpose": "visit"}


def signed_in(home: Home, persona: str = "director") -> Client:
    """Sign a persona in."""
    return home.world.login(Client(), persona)


def at(home: Home, rest: str = "") -> str:
    """Return an address below the page of flat 501."""
    return f"/households/{home.world.dwelling.pk}/{rest}"


def text(client: Client, path: str, **more: Any) -> str:
    """Return what a page says."""
    response = client.get(path, **more)
    assert response.status_code == 200, path
    return str(response.content.decode())


def test_masked_until_a_purpose_is_given(home: Home) -> None:
    client = signed_in(home)
    page = text(client, at(home))
    assert NAME not in page and PHONE not in page
    assert (
        "示****" in page and "138****1234" in page and "自住业主" in page and "2018-01-01" in page
    )
    assert looks_at(About("person", home.adult.pk)) == []
    refused = client.post(at(home, "open/"), {})
    assert refused.status_code == 422 and "请选为什么要看" in refused.content.decode()
    client.post(at(home, "open/"), OPEN)
    page = text(client, at(home))
    assert NAME in page and home.former.name in page and PHONE not in page
    assert 'class="watermark"' in page
    (look,) = looks_at(About("person", home.adult.pk))
    assert (look.field, look.purpose) == ("household", "visit")
    client.post(at(home, "shut/"))
    assert NAME not in text(client, at(home))


def test_open_for_some_minutes_and_for_one_household(home: Home) -> None:
    client = signed_in(home)
    client.post(at(home, "open/"), OPEN)
    session = client.session
    kept = session["households.open"]
    mandate, _moment = kept[f"d{home.world.dwelling.pk}"]
    old = (timezone.now() - timedelta(minutes=16)).isoformat()
    session["households.open"] = {f"d{home.world.dwelling.pk}": (mandate, old)}
    session.save()
    assert NAME not in text(client, at(home))
    session["households.open"] = {f"d{home.world.dwelling.pk + 1}": kept.popitem()[1]}
    session.save()
    assert NAME not in text(client, at(home))


@pytest.mark.parametrize("persona", ["stranger", "manager", "repairer"])
def test_a_household_elsewhere_is_not_there(home: Home, persona: str) -> None:
    client = signed_in(home, persona)
    for rest in ("", "looks/", "round/", "consent/", "in/", "consent/paper/"):
        assert client.get(at(home, rest)).status_code == 404
    for rest in ("open/", "shut/", "forget/"):
        assert client.post(at(home, rest), OPEN).status_code == 404


def test_who_may_only_see_people_sees_nothing_more(home: Home, give: Give) -> None:
    give("door")
    rounds.make_round(by=home.world.actor("director"), dwelling=home.world.dwelling, kind="routine",
                      met="home", token=uuid4(), note="只给走访的人看")  # fmt: skip
    client = signed_in(home, "leader")
    client.post(at(home, "open/"), OPEN)
    page = text(client, at(home))
    assert NAME in page
    for word in ("只给走访的人看", "需上门", "需要的帮助", "记一次走访", "记谁住进来", "搬走了"):
        assert word not in page
    assert "help_marks" not in {look.field for look in looks_at(About("person", home.adult.pk))}
    for rest in ("round/", "consent/", "in/"):
        assert client.get(at(home, rest)).status_code == 404


def test_help_is_shown_for_a_purpose_and_the_look_is_written_down(home: Home, give: Give) -> None:
    consent = give("door", "carry")
    client = signed_in(home, "grid_worker")
    page = text(client, at(home))
    assert "需上门" not in page and "说明为什么看" in page
    photo = f"/files/{file_of(consent)}/photo/"
    assert client.get(photo).status_code == 404
    client.post(at(home, "open/"), OPEN)
    page = text(client, at(home))
    assert "需上门" in page and "需搬抬" in page
    assert client.get(photo).status_code == 200
    assert "help_marks" in {look.field for look in looks_at(About("person", home.adult.pk))}
    assert signed_in(home, "stranger").get(photo).status_code == 404
    seen = text(client, at(home, "looks/"))
    assert (
        "帮助标记" in seen
        and "上门办理" in seen
        and "示例居委会" in seen
        and "示例网格员" not in seen
    )


def file_of(consent: Consent) -> int:
    """Return the sheet of a consent."""
    from sihe.kernel.files.models import StoredFile

    return StoredFile.objects.get(about_kind="consent", about_id=consent.pk).pk


def test_a_visit_by_the_form_with_a_promise(home: Home) -> None:
    client = signed_in(home, "grid_worker")
    day = timezone.localdate() + timedelta(days=2)
    told = {
        "token": uuid4(),
        "kind": "routine",
        "met": "home",
        "note": "灯坏了",
        "promise": "换灯",
        "due_on": "",
    }
    wrong = client.post(at(home, "round/"), told)
    assert wrong.status_code == 422 and "还没选日期" in wrong.content.decode()
    assert "灯坏了" in wrong.content.decode()
    assert client.post(at(home, "round/"), told | {"due_on": f"{day}"}).status_code == 302
    page = text(client, at(home))
    assert "灯坏了" in page and "换灯" in page and "还没到" in page
    promise = Promise.objects.get()
    client.post(at(home, f"promise/{promise.pk}/"), {"choice": "kept"})
    assert "做到了" in text(client, at(home)) and Round.objects.count() == 1


def test_a_promise_of_a_matter_stands_there_too(home: Home) -> None:
    from sihe.interaction.intake.actions import report
    from sihe.interaction.matters.models import Matter
    from sihe.kernel.facts import RESIDENT
    from sihe.kernel.places.spots import PlaceGiven

    made = report(by=RESIDENT, token=uuid4(), text="楼道垃圾没人清", category_code="rubbish",
                  given=PlaceGiven(dwelling=home.world.dwelling.pk))  # fmt: skip
    past = timezone.now() - timedelta(days=2)
    Matter.objects.filter(pk=made.matter.pk).update(promised_at=past)
    page = text(signed_in(home), at(home))
    assert made.matter.title in page and "晚了" in page


def test_a_consent_by_the_form_on_paper_and_on_the_screen(home: Home) -> None:
    from base64 import b64encode

    client = signed_in(home)
    day = timezone.localdate()
    told = {"token": uuid4(), "marks": ["door"], "person": home.adult.pk, "signed_on": f"{day}"}
    wrong = client.post(at(home, "consent/"), told)
    assert wrong.status_code == 422 and "还没有签字" in wrong.content.decode()
    assert client.post(at(home, "consent/"), told | {"sheet": sheet()}).status_code == 302
    assert Consent.objects.get().way == "paper"
    drawn = "data:image/png;base64," + b64encode(sheet().read()).decode()
    again = told | {"token": uuid4(), "signature": drawn, "marks": ["carry"]}
    assert client.post(at(home, "consent/"), again).status_code == 302
    assert Consent.objects.get(ended_at=None).way == "screen"
    bad = client.post(
        at(home, "consent/"), again | {"token": uuid4(), "signature": "data:text/html,x"}
    )
    assert bad.status_code == 422 and HelpMark.objects.get().kind == "carry"
    answer = client.get(at(home, "consent/paper/"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_withdrawn_by_the_page(home: Home, give: Give) -> None:
    consent = give("door")
    client = signed_in(home)
    client.post(at(home, f"consent/{consent.pk}/withdraw/"))
    assert not HelpMark.objects.exists()


def test_the_roll_is_kept_by_hand(home: Home) -> None:
    client = signed_in(home)
    told = {"name": "示例周新", "phone": "13911112222", "birth_year": "1990", "other_names": "小周，阿新",
            "kind": "tenant", "since": "2026-01-05"}  # fmt: skip
    assert client.post(at(home, "in/"), told).status_code == 302
    person = Person.objects.get(name="示例周新")
    assert person.other_names == ["小周", "阿新"] and person.residences.get().kind == "tenant"
    spell = person.residences.get()
    client.post(
        at(home, f"correct/{spell.pk}/"), {"name": "示例周心", "phone": "", "birth_year": ""}
    )
    person.refresh_from_db()
    assert (person.name, person.phone) == ("示例周心", "13911112222")
    empty = client.post(at(home, f"correct/{spell.pk}/"), {})
    assert empty.status_code == 422 and "改哪样写哪样" in empty.content.decode()
    client.post(at(home, f"out/{spell.pk}/"), {"until": "2026-02-01"})
    spell.refresh_from_db()
    assert f"{spell.until}" == "2026-02-01"


def test_who_is_known_already_is_asked_about(home: Home) -> None:
    client = signed_in(home)
    from sihe.kernel.places.models import Dwelling

    other = Dwelling.objects.create(building=home.world.second_building, number="101")
    told = {"name": NAME, "phone": PHONE, "kind": "owner_away", "since": "2026-01-05"}
    asked = client.post(f"/households/{other.pk}/in/", told)
    assert asked.status_code == 200 and "同名同号" in asked.content.decode()
    assert not Residence.objects.filter(dwelling=other).exists()
    client.post(f"/households/{other.pk}/in/", told | {"known": home.adult.pk})
    assert Residence.objects.get(dwelling=other).person == home.adult
    client.post(f"/households/{other.pk}/in/", told | {"apart": "on", "kind": "tenant"})
    assert Person.objects.filter(name=NAME).count() == 2
    wrong = client.post(f"/households/{other.pk}/in/", told | {"known": home.other.pk})
    assert wrong.status_code == 422


def test_a_phone_is_shown_for_a_purpose(home: Home) -> None:
    client, spell = signed_in(home), home.adult.residences.get()
    assert (
        PHONE not in client.post(at(home, f"phone/{spell.pk}/"), {}, follow=True).content.decode()
    )
    assert PHONE in client.post(at(home, f"phone/{spell.pk}/"), OPEN).content.decode()
    assert looks_at(About("person", home.adult.pk))[0].field == "phone"


def test_the_list_of_residents_shows_names_for_a_purpose(home: Home) -> None:
    client = signed_in(home)
    page = text(client, "/residents/")
    assert NAME not in page and PHONE not in page and 'class="watermark"' in page
    assert "示例居委会主任 示例居委会" in page
    full = client.post("/residents/", OPEN).content.decode()
    assert NAME in full and PHONE not in full
    assert looks_at(About("person", home.adult.pk))[0].field == "resident_list"
    assert "示****" in text(client, "/residents/", data={"q": NAME, "kind": "owner_here"})
    assert "没有这样的住户" in text(client, "/residents/", data={"kind": "flatshare"})
    assert "没有这样的住户" in text(signed_in(home, "stranger"), "/residents/")


def test_narrowed_by_help_only_for_who_may(home: Home, give: Give) -> None:
    give("door")
    assert "自住业主" in text(signed_in(home), "/residents/", data={"help": "door"})
    assert "没有这样的住户" in text(signed_in(home), "/residents/", data={"help": "carry"})
    # for whom the filter is not there it narrows nothing, so that nobody can ask by it
    assert "自住业主" in text(signed_in(home, "leader"), "/residents/", data={"help": "carry"})


def test_a_file_says_who_took_it(home: Home) -> None:
    client = signed_in(home)
    assert client.post("/residents/export/", {}).status_code == 302
    answer = client.post("/residents/export/", OPEN)
    rows = [[c.value for c in row] for row in load_workbook(BytesIO(answer.content)).active.rows]
    assert rows[0][0].startswith("示例居委会主任 示例居委会 ") and rows[0][0].endswith("上门办理")
    assert NAME in {row[0] for row in rows} and PHONE not in str(rows)
    assert looks_at(About("person", home.adult.pk))[0].field == "resident_file"
    assert signed_in(home, "grid_worker").post("/residents/export/", OPEN).status_code == 404


def test_the_list_of_help_opens_for_a_purpose_with_a_watermark(home: Home, give: Give) -> None:
    give("door")
    client = signed_in(home, "grid_worker")
    page = text(client, "/households/help/")
    assert NAME not in page and "2单元501" not in page
    client.post("/households/help/open/", {})
    assert NAME not in text(client, "/households/help/")
    client.post("/households/help/open/", OPEN)
    page = text(client, "/households/help/")
    assert (
        NAME in page
        and "需上门" in page
        and 'class="watermark"' in page
        and "示例网格员 示例居委会" in page
    )
    assert looks_at(About("person", home.adult.pk))[0].field == "help_list"
    assert signed_in(home, "leader").get("/households/help/").status_code == 404
    client.post("/households/help/open/", OPEN)
    Consent.objects.update(made_at=timezone.now() + timedelta(minutes=1))
    assert NAME not in text(
        client, "/households/help/"
    )  # marked since: nobody wrote that look down


def test_the_file_of_help_says_who_took_it(home: Home, give: Give) -> None:
    give("door")
    answer = signed_in(home).post("/households/help/export/", OPEN)
    rows = [[c.value for c in row] for row in load_workbook(BytesIO(answer.content)).active.rows]
    assert rows[0][0].endswith("上门办理") and rows[2][2] == "需上门"
    refused = signed_in(home, "grid_worker").post("/households/help/export/", OPEN)
    assert refused.status_code == 404


def test_the_watermark_is_a_picture_that_the_policy_allows(home: Home) -> None:
    response = signed_in(home).get("/residents/")
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert 'src="data:image/svg+xml;base64,' in response.content.decode()
    assert "<script>" not in picture("<script>x</script>")


def test_few_queries(home: Home, give: Give, django_assert_max_num_queries: Any) -> None:
    from sihe.kernel.facts import SYSTEM
    from sihe.kernel.people.actions import begin_residence, enter_person

    for number in range(60):
        person = enter_person(by=SYSTEM, name=f"示例人{number}")
        begin_residence(by=SYSTEM, person=person, dwelling=home.world.dwelling, kind="tenant",
                        since=timezone.localdate())  # fmt: skip
        rounds.make_round(by=home.world.actor("director"), dwelling=home.world.dwelling, kind="routine",
                          met="home", token=uuid4(), promise="去看看", due_on=timezone.localdate())  # fmt: skip
    give("door")
    client = signed_in(home)
    client.get(at(home))
    pages = ((at(home), 10), ("/residents/", 8), ("/households/help/", 8), (at(home, "looks/"), 10))
    for path, most in pages:
        with django_assert_max_num_queries(most + 1):  # the session's own look-up besides
            client.get(path)
    client.post(at(home, "open/"), OPEN)
    client.post("/households/help/open/", OPEN)
    for path, most in ((at(home), 10), ("/households/help/", 8)):
        with django_assert_max_num_queries(most + 1):
            client.get(path)

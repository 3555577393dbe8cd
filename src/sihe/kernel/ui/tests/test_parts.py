"""Every component renders, lets no markup through and says in words what its colour says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from sihe.engines.figures import Chart, Series, Spot
from sihe.engines.figures.progress import segments
from sihe.kernel.ui.rail import Entry, Rail
from sihe.kernel.ui.tests.report_form import ReportForm
from sihe.kernel.ui.toasts import undo_address

NASTY = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def render(source: str, **told: Any) -> str:
    """Render a template source with the library loaded."""
    return Template("{% load ui %}" + source).render(Context(told))


@pytest.mark.parametrize(
    "source",
    [
        "{% person_chip x x %}",
        "{% organisation_chip x x %}",
        "{% place_chip x x %}",
        "{% state_chip x %}",
        "{% row_title x x x %}",
        "{% empty_state x x x x %}",
        "{% copy_box x x %}",
        "{% draft_done x %}",
        "{% progress 1 2 x x %}",
        "{% heading title=x kicker=x %}{% endheading %}",
        "{% card title=x note=x chip=x id=x %}{{ x }}{% endcard %}",
        "{% list caption=x columns=x %}{% endlist %}",
        "{% confirm label=x question=x action=x go=x %}{{ x }}{% endconfirm %}",
        "{% filter_bar search=x hint=x export=x %}{% filter_select x x pairs %}{% endfilter_bar %}",
        "{% pick_list x pairs x legend=x note=x %}",
        "{% photo_picker x x x %}",
        "{% timeline entries %}",
        "{% map_table spots x sample=True %}",
        "{% chart_table chart x %}",
    ],
)
def test_no_part_lets_markup_through(source: str) -> None:
    point = {"type": "Point", "coordinates": [116.3, 39.9]}
    html = render(
        source,
        x=NASTY,
        pairs=[(NASTY, NASTY)],
        entries=[{"at": timezone.now(), "who": NASTY, "text": NASTY}],
        spots=[Spot(NASTY, point, NASTY, "/a", NASTY)],
        chart=Chart([NASTY], [Series(NASTY, [1])], NASTY, head=NASTY),
    )
    assert "script" in html
    assert NASTY not in html


def test_deadline_chip_words_tone_and_full_date() -> None:
    now = timezone.now()
    late = render("{% deadline_chip due %}", due=now - timedelta(hours=2, minutes=1), now=now)
    assert 'class="chip late"' in late
    assert "超时 2 小时" in late
    assert "title=" in late
    waits = render(
        "{% deadline_chip due before='等你表态' %}", due=now + timedelta(hours=2), now=now
    )
    assert 'class="chip wait"' in waits
    assert "等你表态 还剩 2 小时" in waits
    done = render("{% deadline_chip due done=done %}", due=now, done=now, now=now)
    assert 'class="chip plain"' in done
    assert "按时办完" in done
    assert "没有时限" in render("{% deadline_chip None %}")


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="pink"):
        render("{% state_chip '办理中' 'pink' %}")


def test_field_ties_label_help_and_error_to_the_widget() -> None:
    form = ReportForm({"what": "", "where": "1", "phone": "123", "kind": "boat"})
    html = render("{% field form.phone %}{% field form.kind %}", form=form)
    assert '<label for="id_phone">' in html
    assert 'aria-describedby="id_phone_error"' in html
    assert 'id="id_phone_error"' in html
    assert 'aria-describedby="id_kind_help id_kind_error"' in html
    assert 'id="id_kind_help"' in html
    assert html.count('aria-invalid="true"') == 2
    assert 'value="123"' in html
    assert "可以不填" in html


def test_a_right_field_claims_no_error() -> None:
    html = render("{% field form.what %}", form=ReportForm())
    assert "aria-invalid" not in html
    assert "_error" not in html
    assert "可以不填" not in html


def test_radio_field_becomes_a_pick_list_and_photos_a_picker() -> None:
    html = render(
        "{% field form.where %}{% field form.photos %}{% field form.again %}", form=ReportForm()
    )
    assert html.count('type="radio"') == 4
    assert html.count(" checked") == 1
    assert "<legend>在哪里" in html
    assert "data-photos" in html
    assert 'type="checkbox"' in html


def test_form_errors_lead_to_their_fields() -> None:
    form = ReportForm({"what": "", "where": "1"})
    html = render("{% form_errors form %}", form=form)
    assert 'href="#id_what"' in html
    assert 'role="alert"' in html
    assert render("{% form_errors form %}", form=ReportForm()).strip() == ""


def test_pager_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/?q=灯&page=2&state=open")
    html = render("{% pager page 120 %}", request=request, page=Paginator(range(120), 50).page(2))
    assert "q=%E7%81%AF&amp;page=3&amp;state=open" in html
    assert 'rel="prev"' in html
    assert "第 2 页" in html
    assert "共 120 条" in html


def test_sorting_turns_round_and_starts_at_the_first_page() -> None:
    from sihe.kernel.ui.columns import Column, columns_of

    request = RequestFactory().get("/?sort=due&page=4&q=x")
    head = columns_of([Column("时限", sort="due"), "谁"], request)
    assert head[0]["way"] == "ascending"
    assert head[0]["url"] == "?sort=-due&q=x"
    assert head[1]["url"] == ""


def test_filter_bar_shows_what_was_asked_and_offers_to_clear_it() -> None:
    select = "{% filter_select 's' '状态' states %}"
    source = "{% filter_bar search='q' export='/x.csv' %}" + select + "{% endfilter_bar %}"
    states = [("", "全部"), ("open", "办理中")]
    asked = render(source, request=RequestFactory().get("/m/?q=灯&s=open"), states=states)
    assert 'value="灯"' in asked
    assert '<option value="open" selected>' in asked
    assert "清除条件" in asked
    assert "/x.csv?q=%E7%81%AF&amp;s=open" in asked
    assert "清除条件" not in render(
        source, request=RequestFactory().get("/m/?page=2"), states=states
    )


def test_copy_box_counts_and_warns() -> None:
    assert "3 / 120 字" in render("{% copy_box '示例文' '复制发群' %}")
    assert "请删短" in render("{% copy_box text '复制发群' %}", text="字" * 121)


def test_progress_is_told_to_screen_readers_and_stops_asking_when_done() -> None:
    half = render("{% progress 20 40 '进度' poll='/job/1/' %}")
    assert 'aria-valuenow="50"' in half
    assert 'hx-get="/job/1/"' in half
    assert "hx-get" not in render("{% progress 40 40 '进度' poll='/job/1/' %}")


def test_segments_never_exceed_the_whole() -> None:
    assert segments([15, 10], 50, mark=40) == {
        "parts": [{"start": 0.0, "width": 30.0}, {"start": 30.0, "width": 20.0}],
        "percent": 50,
        "mark": 80.0,
    }
    assert segments([80, 80], 100)["percent"] == 100
    assert segments(3, 0)["percent"] == 0
    assert segments(-3, 10)["percent"] == 0


def test_a_chart_carries_its_table_with_links_to_rows() -> None:
    chart = Chart(
        ["周一", "周二"], [Series("接到", [3, None])], "件", links=["/r/1", ""], head="日子"
    )
    html = render("{% chart_table chart '本周' %}", chart=chart)
    assert 'href="/r/1"' in html
    assert ">3</td>" in html
    assert ">–</td>" in html
    with pytest.raises(ValueError, match="接到"):
        Chart(["周一"], [Series("接到", [1, 2])])


def test_a_map_carries_its_table_and_its_credit() -> None:
    point = {"type": "Point", "coordinates": [116.3, 39.9]}
    html = render(
        "{% map_table spots '网格' %}",
        spots=[Spot("第6网格", point, url="/g/6", word="超时", tone="late")],
    )
    assert 'href="/g/6"' in html
    assert "超时" in html
    assert "OpenStreetMap" in html


def test_rail_holds_seven_own_entries_at_most() -> None:
    with pytest.raises(ValueError, match="seven"):
        Rail(own=[Entry(str(place), "#") for place in range(8)])


def test_undo_address_is_read_from_the_tags() -> None:
    assert undo_address("a undo=/m/3/undo/ b") == "/m/3/undo/"
    assert undo_address("") == ""

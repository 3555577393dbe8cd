"""Sample data (示例) of the live page: invented, and nothing else reads it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from sihe.engines.figures import Chart, Series, Spot
from sihe.kernel.ui.columns import Column
from sihe.kernel.ui.rail import Entry, Rail

GROUP_TEXT = "示例：3号楼2单元电梯今天18:00前修好。物业张师傅在修。查进度：example.test/k/A3K7"


class SampleReport(forms.Form):
    """The resident form of the drawings, with every kind of field."""

    what = forms.CharField(
        label="什么事",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "还没写是什么事，写一句就行"},
    )
    where = forms.ChoiceField(
        label="在哪里",
        choices=[("1", "清华园小区"), ("2", "3号楼"), ("3", "2单元"), ("", "换个地方")],
        widget=forms.RadioSelect,
        initial="2",
        required=True,
        error_messages={"required": "没选地方，请从下面选"},
    )
    photos = forms.FileField(
        label="照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    phone = forms.RegexField(
        r"^1\d{10}$",
        label="您的电话",
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "tel", "placeholder": "只有经办人能看到"}
        ),
        error_messages={"invalid": "电话要11位，请再看看"},
    )
    kind = forms.ChoiceField(
        label="是哪类事",
        required=False,
        choices=[("", "不清楚"), ("lift", "电梯"), ("leak", "漏水")],
        help_text="不清楚就不选，我们来分。",
    )
    again = forms.BooleanField(label="办完请再告诉我", required=False)


def rail(here: str = "待办") -> Rail:
    """Return the rail of the drawings, marked where one is."""
    own = [
        ("待办", "todo", 6),
        ("事项", "matter", 38),
        ("走访", "round", 12),
        ("排班", "roster", None),
        ("通知公告", "bulletin", None),
    ]
    headings = [
        ("互动共治", "interaction"),
        ("队伍保障", "teams"),
        ("应急准备", "emergency"),
        ("信息支撑", "intelligence"),
    ]
    return Rail(
        own=[Entry(label, "#", icon, count, label == here) for label, icon, count in own],
        all=[Entry(label, "#", icon) for label, icon in headings],
        journal=Entry("操作记录", "#", "journal"),
        settings=Entry("设置", "#", "settings"),
        mine=Entry("我的", "#", "person"),
    )


def _spots() -> list[Spot]:
    def block(west: float, south: float) -> dict[str, Any]:
        east, north = west + 0.0016, south + 0.0009
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}

    point = {"type": "Point", "coordinates": [116.3312, 39.9921]}
    return [
        Spot("示例 第6网格", block(116.3300, 39.9912), "38 件在办", "#six", "1 件超时", "late"),
        Spot("示例 第7网格", block(116.3320, 39.9912), "12 件在办", "#seven", "按时", "ok"),
        Spot("示例 3号楼2单元", point, "电梯停运", "#a3k7", "今天到期", "soon"),
    ]


def _chart() -> Chart:
    return Chart(
        labels=["周一", "周二", "周三", "周四", "周五"],
        series=[Series("接到", [12, 9, 14, 7, 11]), Series("办完", [10, 11, 9, 8, 12])],
        unit="件",
        head="日子",
        links=["#mon", "#tue", "#wed", "#thu", "#fri"],
    )


def staff_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the live page shows; all deadlines hang on the present moment."""
    now = timezone.now()
    hour = timedelta(hours=1)
    rows = [
        ("示例 5号楼独居老人三天没出门", "第6网格 · 邻居上报", "邻居", now - 2.5 * hour),
        ("示例 电梯停运，帮两户老人上下楼", "3号楼2单元 · 物业负责", "物业", now + 3.4 * hour),
        ("示例 车位改造征求意见", "清华园小区 · 协商第 2 轮", "46 位业主", now + 96 * hour),
    ]
    entries = [
        {
            "at": now - hour,
            "who": "物业",
            "text": "到场签到。门机皮带断了，配件在路上。",
            "now": True,
        },
        {"at": now - 26 * hour, "who": "居委会", "text": "按权责清单转交物业负责。"},
        {"at": now - 80 * hour, "who": "居民", "text": "上报，编号 A3K7。"},
    ]
    faulty = SampleReport({"what": "", "where": "2", "phone": "1380013"}, auto_id="id_wrong_%s")
    return {
        "now": now,
        "rail": rail(),
        "rows": rows,
        "entries": entries,
        "columns": [Column("事项", sort="title"), "谁在等", Column("时限", sort="due"), ""],
        "late": now - 2.5 * hour,
        "soon": now + 3.4 * hour,
        "far": now + 96 * hour,
        "moments": [now - 80 * hour, now - 24 * hour, now, now + 24 * hour, now + 400 * hour],
        "form": SampleReport(),
        "faulty": faulty,
        "page": Paginator(range(380), 50).get_page(request.GET.get("page", 2)),
        "states": [("", "全部"), ("open", "办理中"), ("done", "办完了")],
        "parts_done": [15.2, 9.3],
        "group_text": GROUP_TEXT,
        "spots": _spots(),
        "chart": _chart(),
    }


def resident_context(request: HttpRequest) -> dict[str, Any]:
    """Return the resident sample: an empty form, or on POST the form with its errors."""
    form = SampleReport(request.POST, request.FILES) if request.method == "POST" else SampleReport()
    return {"community": "示例社区", "form": form, "now": timezone.now()}

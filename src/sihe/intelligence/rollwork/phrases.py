"""What is wrong with a roll, a row or an act, in words: what stands there and how to mend it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.intelligence.rolls.models import RollState
from sihe.kernel.access.phrases import add_phrases
from sihe.kernel.ui.words import full

TARGET_LABELS = {
    "name": gettext_lazy("姓名"),
    "address": gettext_lazy("住址（一格写全）"),
    "compound": gettext_lazy("小区"),
    "building": gettext_lazy("楼号"),
    "unit": gettext_lazy("单元"),
    "room": gettext_lazy("房号"),
    "id_number": gettext_lazy("身份证号"),
    "phone": gettext_lazy("电话"),
    "kind": gettext_lazy("居住情况"),
    "since": gettext_lazy("入住日期"),
    "birth": gettext_lazy("出生日期或年龄"),
    "other_names": gettext_lazy("曾用名"),
}
Mend = tuple[str | Promise, str | Promise]
REASONS: dict[str, Mend] = {
    "columns": (gettext_lazy("这一行比列名多出几格"), gettext_lazy("看看是不是错位，删掉多出的格")),
    "closed-quote": (gettext_lazy("引号没有成对"), gettext_lazy("补上或删掉这一行的引号")),
    "no-control-characters": (gettext_lazy("有看不见的字符"), gettext_lazy("把这一格重打一遍")),
    "decodable-text": (gettext_lazy("有认不出的字"), gettext_lazy("把这一格重打一遍")),
    "number": (gettext_lazy("不是有限的数"), gettext_lazy("改成直接写的字")),
    "formula": (gettext_lazy("公式算错了"), gettext_lazy("改成直接写的字")),
    "too-long": (gettext_lazy("太长，不像名册里的一格"), gettext_lazy("看看是不是贴错了格")),
    "not-a-person": (
        gettext_lazy("这一行不是人，像合计或落款"),
        gettext_lazy("不用管，也可以删掉"),
    ),
    "header-again": (gettext_lazy("又是一行列名"), gettext_lazy("不用管，也可以删掉")),
    "name-missing": (gettext_lazy("没写姓名"), gettext_lazy("补上姓名")),
    "name-gone": (gettext_lazy("写着人已过世"), gettext_lazy("删掉这一行，再在系统里登记搬出")),
    "name-several": (gettext_lazy("一格里写了几个人"), gettext_lazy("一人一行")),
    "name-digits": (gettext_lazy("姓名里有数字"), gettext_lazy("看看是不是填错了列")),
    "name-title": (gettext_lazy("只写了称呼"), gettext_lazy("写全名")),
    "name-nobody": (gettext_lazy("写的不是人名"), gettext_lazy("空户不用列，有人住就写姓名")),
    "name-short": (gettext_lazy("姓名只有一个字"), gettext_lazy("写全名")),
    "name-long": (gettext_lazy("姓名超过40个字"), gettext_lazy("看看是不是填错了列")),
    "name-odd": (gettext_lazy("姓名里有不该有的符号"), gettext_lazy("照证件重写")),
    "door-missing": (gettext_lazy("没写住哪里"), gettext_lazy("补上楼号、单元、房号")),
    "door-date": (
        gettext_lazy("房号被表格软件改成了日期"),
        gettext_lazy("这一列设为文本，再写 3-2-501"),
    ),
    "door-unread": (gettext_lazy("住址看不懂"), gettext_lazy("写成 3-2-501 或 3号楼2单元501")),
    "door-no-room": (gettext_lazy("住址缺房号"), gettext_lazy("补上房号")),
    "door-no-building": (gettext_lazy("住址缺楼号"), gettext_lazy("补上楼号")),
    "building-unknown": (
        gettext_lazy("这次的范围里没有这栋楼"),
        gettext_lazy("改楼号，或先在房屋里登记"),
    ),
    "unit-unknown": (gettext_lazy("这栋楼没有这个单元"), gettext_lazy("改单元，或先在房屋里登记")),
    "room-unknown": (gettext_lazy("没有登记这个房号"), gettext_lazy("改房号，或先在房屋里登记")),
    "unit-unsaid": (gettext_lazy("几个单元都有这个房号"), gettext_lazy("写明单元")),
    "door-ambiguous": (gettext_lazy("几处都有这个门牌"), gettext_lazy("写明小区")),
    "id-scientific": (
        gettext_lazy("身份证号成了科学记数，后几位丢了"),
        gettext_lazy("这一列设为文本，重填号码"),
    ),
    "id-cut": (gettext_lazy("身份证号后三位成了000"), gettext_lazy("这一列设为文本，重填号码")),
    "id-masked": (gettext_lazy("身份证号打了星号"), gettext_lazy("填全，或空着")),
    "id-length": (gettext_lazy("身份证号是%(n)s位"), gettext_lazy("应是18位，照证件重填")),
    "id-check": (gettext_lazy("身份证号末位对不上"), gettext_lazy("照证件逐位核对")),
    "id-birth": (gettext_lazy("身份证号里的生日不对"), gettext_lazy("照证件逐位核对")),
    "id-odd": (gettext_lazy("不是身份证号"), gettext_lazy("看看是不是填错了列")),
    "phone-scientific": (
        gettext_lazy("电话成了科学记数，后几位丢了"),
        gettext_lazy("这一列设为文本，重填电话"),
    ),
    "phone-masked": (gettext_lazy("电话打了星号"), gettext_lazy("填全，或空着")),
    "phone-short": (gettext_lazy("电话少%(n)s位"), gettext_lazy("手机号是11位，补全")),
    "phone-long": (gettext_lazy("电话多%(n)s位"), gettext_lazy("手机号是11位，去掉多的")),
    "phone-odd": (gettext_lazy("电话看不懂"), gettext_lazy("只写数字，座机带区号")),
    "kind-unknown": (
        gettext_lazy("居住情况看不懂"),
        gettext_lazy("写自住业主、外住业主、租户、合租、户籍不在"),
    ),
    "since-date": (gettext_lazy("入住日期看不懂"), gettext_lazy("写成 2021-05-01")),
    "since-ahead": (gettext_lazy("入住日期在将来"), gettext_lazy("核对年份")),
    "since-long-ago": (gettext_lazy("入住日期太早"), gettext_lazy("核对年份")),
    "birth-odd": (gettext_lazy("出生日期或年龄看不懂"), gettext_lazy("写成 1956-03-08 或 70")),
    "birth-differs": (gettext_lazy("出生年和身份证号不一样"), gettext_lazy("照证件核对")),
    "twice": (gettext_lazy("同一户里又写了一遍这个人"), gettext_lazy("已并到另一行，不用管")),
}
WARNINGS = {
    "door-from-above": gettext_lazy("住址空着，按上一行收"),
    "phone-several": gettext_lazy("写了几个电话，收第一个"),
    "kind-unsaid": gettext_lazy("没写居住情况，新来的按设定收"),
    "id-unsaid": gettext_lazy("没写身份证号，按姓名认人"),
}
DOUBTS = {
    "twice": gettext_lazy("名册里写了两遍，说法不一"),
    "lives_twice": gettext_lazy("名册里同时住两处"),
    "two_names": gettext_lazy("同一个身份证号，两个名字"),
    "written": gettext_lazy("像同一个人，名字写法不同"),
    "refused": gettext_lazy("名册里有这个名字，那一行没收"),
    "same_name": gettext_lazy("两处同名，认不准是不是一个人"),
}
CHANGED = {
    "name": gettext_lazy("姓名"),
    "id": gettext_lazy("身份证号"),
    "phone": gettext_lazy("电话"),
    "kind": gettext_lazy("居住情况"),
    "dwelling": gettext_lazy("住处"),
}
FILE_REASONS = {
    "header": gettext_lazy("没找到列名。请留一行写姓名、住址等列名。"),
    "known-encoding": gettext_lazy("文字编码认不出。请另存为 XLSX 再传。"),
    "known-format": gettext_lazy("不是认得的表格。请另存为 XLSX 或 CSV。"),
    "readable-file": gettext_lazy("文件打不开，可能没传完整。请重传。"),
    "ratio": gettext_lazy("压缩得不正常，没有打开。"),
    "size": gettext_lazy("展开后太大。请分成几个文件再传。"),
    "rows": gettext_lazy("行数太多。请分成几个文件再传。"),
    "cells": gettext_lazy("表里有格子在很远的地方。请删掉再传。"),
    "columns<": gettext_lazy("列太多。请只留名册要的列。"),
    "roll_file_gone": gettext_lazy("文件已经不在。请重传。"),
    "roll-forgotten": gettext_lazy("放得太久，文件已删。请重传。"),
}
TROUBLES = {
    "spell_ended_meanwhile": gettext_lazy("这期间已有人登记搬出，没再动"),
    "lives_there": gettext_lazy("已登记住在这里，没再动"),
    "id_taken": gettext_lazy("身份证号已在别人名下，请核对"),
}


def row_reason(code: str) -> tuple[str, str]:
    """Return what is wrong with a row and how to mend it."""
    name, _colon, number = code.partition(":")
    known = REASONS.get(name)
    if known is None:
        return _("这一行读不了"), _("照样例重写这一行")
    said = str(known[0])
    return (said % {"n": number} if "%(n)s" in said else said), str(known[1])


def file_reason(code: str) -> str:
    """Return why a file cannot be read, and what to do."""
    known = FILE_REASONS.get(code.split(":", 1)[0].split("=", 1)[0])
    return str(known) if known else _("读不了这个文件。请另存为 XLSX 再传。")


def trouble_words(code: str) -> str:
    """Return why a confirmed difference was not written."""
    return str(TROUBLES.get(code, _("写不进去，请核对后再确认")))


def _state(values: dict[str, Any]) -> str:
    return _("这份名册现在是「%(state)s」，这一步做不了。") % {
        "state": RollState(values["state"]).label
    }


def _at_work(values: dict[str, Any]) -> str:
    return _("%(who)s正在办这里的名册「%(file)s」，%(at)s动过。等办完，或请他不用了再来。") % {
        **values, "at": full(values["at"]),
    }  # fmt: skip


add_phrases(
    {
        "roll_too_big": gettext_lazy("文件太大，最大%(most)s MB。请分成几个再传。"),
        "roll_unreadable": lambda values: file_reason(values["reason"]),
        "roll_file_gone": FILE_REASONS["roll_file_gone"],
        "roll_ahead": gettext_lazy("名册的日期在将来。请核对。"),
        "cover_wrong": gettext_lazy("没有这个范围，请从名单里选。"),
        "roll_target_missing": lambda values: (
            _("还没说哪一列是%(what)s。") % {"what": TARGET_LABELS[values["target"]]}
        ),
        "roll_column_missing": gettext_lazy("文件里没有「%(column)s」这一列，请重新选。"),
        "roll_decided": gettext_lazy("已经确认过几条，列不能再改。请撤销后重传。"),
        "roll_at_work": _at_work,
        "roll_state": _state,
        "no_such_verdict": gettext_lazy("没有这个选项。请刷新页面再看。"),
        "decided_already": gettext_lazy("这一条已经有人办了。"),
        "nothing_written": gettext_lazy("还没写入，不用撤销。"),
    }
)

"""Moments as people say them: 今天 15:00, 周三, 3天前, 还剩 3 小时.

Pure functions of their arguments: the moment asked about and the moment of asking are both given,
both aware. Whatever their zone, the words are those of a clock on a wall in Shanghai (UTC+8, no
summer time). Naive datetimes raise ``ValueError``.
"""

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

ZONE = ZoneInfo("Asia/Shanghai")
SOON = timedelta(hours=4)
"""A deadline nearer than this is told as a span (还剩 3 小时), a farther one as a date."""

Tone = Literal["late", "soon", "ok"]


def local(moment: datetime) -> datetime:
    """Return the aware ``moment`` on the Shanghai clock; ``ValueError`` if it has no zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"{moment!r} has no time zone; words need an aware datetime")
    return moment.astimezone(ZONE)


def clock(moment: datetime) -> str:
    """Return the time of day, hour without a leading zero: ``9:05``, ``0:00``."""
    there = local(moment)
    return f"{there.hour}:{there.minute:02d}"


def weekday(day: date) -> str:
    """Return the day of the week: 周一 to 周日."""
    names = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]
    return names[day.weekday()]


def full(moment: datetime) -> str:
    """Return everything about ``moment``, for hovering and for paper: 2026年11月27日 周五 18:00."""
    there = local(moment)
    return _("%(year)d年%(month)d月%(day)d日 %(weekday)s %(clock)s") % {
        "year": there.year,
        "month": there.month,
        "day": there.day,
        "weekday": weekday(there.date()),
        "clock": clock(moment),
    }


def on_day(day: date, today: date) -> str:
    """Return ``day`` as said on ``today``: 今天, 昨天, 明天, 周三, 3天前, 11月27日 周五.

    Another year than that of ``today`` is named: 2025年3月1日. A bare weekday is only ever ahead,
    within the running week (Monday to Sunday); two to six days back are counted, so that 周三 can
    never mean two days.
    """
    ahead = (day - today).days
    near = {-1: _("昨天"), 0: _("今天"), 1: _("明天")}
    if ahead in near:
        return near[ahead]
    if 1 < ahead <= 6 - today.weekday():
        return weekday(day)
    if -7 < ahead < 0:
        return _("%(days)d天前") % {"days": -ahead}
    parts = {"year": day.year, "month": day.month, "day": day.day, "weekday": weekday(day)}
    if day.year == today.year:
        return _("%(month)d月%(day)d日 %(weekday)s") % parts
    return _("%(year)d年%(month)d月%(day)d日") % parts


def when(moment: datetime, now: datetime) -> str:
    """Return ``moment`` as said at ``now``; the time of day only for yesterday, today, tomorrow."""
    day, today = local(moment).date(), local(now).date()
    words = on_day(day, today)
    return f"{words} {clock(moment)}" if abs((day - today).days) <= 1 else words


def span(length: timedelta) -> str:
    """Return a length of time in its largest whole unit, rounded down: 40 分钟, 3 小时, 2 天."""
    minutes = int(abs(length).total_seconds()) // 60
    if minutes < 1:
        return _("不到 1 分钟")
    if minutes < 60:
        return _("%(count)d 分钟") % {"count": minutes}
    if minutes < 24 * 60:
        return _("%(count)d 小时") % {"count": minutes // 60}
    return _("%(count)d 天") % {"count": minutes // (24 * 60)}


def left(due: datetime, now: datetime) -> str:
    """Return how far ``now`` is from the deadline: 还剩 3 小时 before it, 超时 2 天 after it."""
    gap = local(due) - local(now)
    if gap < timedelta(0):
        return _("超时 %(span)s") % {"span": span(gap)}
    return _("还剩 %(span)s") % {"span": span(gap)}


def deadline(due: datetime, now: datetime) -> tuple[Tone, str]:
    """Return tone and words of an open deadline.

    Past: ``late``, 超时 2 小时. Within ``SOON``: ``soon``, 还剩 3 小时. Later today: ``soon``,
    今天 18:00. Tomorrow: ``ok``, 明天 18:00. Farther: ``ok``, 11月27日 周五.
    """
    if due < now:
        return "late", left(due, now)
    if due - now < SOON:
        return "soon", left(due, now)
    day, today = local(due).date(), local(now).date()
    ahead = (day - today).days
    if ahead <= 1:
        return ("ok" if ahead else "soon"), when(due, now)
    if day.year != today.year:
        return "ok", on_day(day, today)
    return "ok", _("%(month)d月%(day)d日 %(weekday)s") % {
        "month": day.month,
        "day": day.day,
        "weekday": weekday(day),
    }


def kept(due: datetime, done: datetime) -> str:
    """Return how a finished deadline ended: 按时办完, or 晚了 2 小时办完."""
    if done <= due:
        return _("按时办完")
    return _("晚了 %(span)s办完") % {"span": span(done - due)}

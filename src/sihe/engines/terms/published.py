"""The days that the State Council has published, as the library `chinesecalendar` holds them."""

from datetime import date
from functools import cache

from chinese_calendar import constants

SOURCE = "国务院办公厅关于节假日安排的通知"


@cache
def years() -> frozenset[int]:
    """Return the years whose public holidays are known."""
    return frozenset(day.year for day in constants.holidays)


@cache
def days() -> dict[date, tuple[bool, str]]:
    """Return every published day: whether it is worked, and the festival that makes it so."""
    off = {
        day: (False, constants.Holiday(name).chinese) for day, name in constants.holidays.items()
    }
    return off | {
        day: (True, constants.Holiday(name).chinese) for day, name in constants.workdays.items()
    }

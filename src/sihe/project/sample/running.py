"""Running all courses side by side in the order of time."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from sihe.interaction.deadlines.actions import scan_deadlines
from sihe.interaction.handling.actions import scan_closing
from sihe.project.sample.courses import Course

Progress = Callable[[float], None]


def run(courses: Iterable[Course], now: datetime, since: datetime, tell: Progress) -> int:
    """Take every course as far as `now`; return the number of steps. What lies ahead never happens."""
    heap: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, course in enumerate((_scans(since), *courses)):
        at = next(course, None)
        if at is not None:
            heapq.heappush(heap, (at, number, course))
    steps = 0
    while heap and heap[0][0] <= now:
        at, number, course = heapq.heappop(heap)
        following = next(course, None)
        steps += 1
        if following is not None:
            heapq.heappush(heap, (max(following, at), number, course))
        if steps % 50 == 0:
            tell((at - since) / (now - since))
    return steps


def _scans(since: datetime) -> Course:
    """What time itself does, once a day: deadlines are told, old answers are closed."""
    at = since
    while True:
        yield at
        scan_deadlines(at)
        scan_closing(at)
        at += timedelta(days=1)

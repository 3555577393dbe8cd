"""How far a message to a resident has come, as data. It never falls back to a lesser state."""

from typing import Final

from django.utils.translation import gettext_lazy as _

WAITING: Final = "waiting"
SENT: Final = "sent"
DELIVERED: Final = "delivered"
NOT_REACHED: Final = "not_reached"
TOLD: Final = "told"
READ: Final = "read"
CONFIRMED: Final = "confirmed"

LABELS: Final = {
    WAITING: _("还没告知"),
    SENT: _("已发出"),
    DELIVERED: _("已送达"),
    NOT_REACHED: _("没联系上"),
    TOLD: _("已当面告知"),
    READ: _("已读"),
    CONFIRMED: _("知道了"),
}
TONES: Final = {
    WAITING: "wait",
    SENT: "plain",
    DELIVERED: "plain",
    NOT_REACHED: "late",
    TOLD: "ok",
    READ: "ok",
    CONFIRMED: "ok",
}
KNOWS: Final = frozenset({TOLD, READ, CONFIRMED})
TO_TELL: Final = frozenset(LABELS) - KNOWS
# From which states a mark may lead to another: who was once told or has read is not "not reached".
FROM: Final = {
    SENT: frozenset({WAITING}),
    DELIVERED: frozenset({WAITING, SENT}),
    NOT_REACHED: frozenset({WAITING, SENT, DELIVERED}),
    TOLD: TO_TELL,
    READ: frozenset(LABELS) - {READ, CONFIRMED},
    CONFIRMED: frozenset(LABELS) - {CONFIRMED},
}
WAYS: Final = {
    "copied": SENT,
    "card": SENT,
    "phone": TOLD,
    "door": TOLD,
    "agreed": CONFIRMED,
    "not_reached": NOT_REACHED,
}
"""What a person can tick off, and the state that follows from it."""

WAY_LABELS: Final = {
    "copied": _("发到群里了"),
    "card": _("发了图片"),
    "phone": _("电话里说了"),
    "door": _("上门说了"),
    "agreed": _("当面说知道了"),
    "not_reached": _("没联系上"),
}

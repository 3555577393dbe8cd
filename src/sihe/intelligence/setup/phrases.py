"""The words of setting up: titles, figures, refusals."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sihe.intelligence.registering.steps import STEPS
from sihe.intelligence.setup.queries import PEOPLE
from sihe.kernel.access.phrases import add_phrases

TITLES: Final = {**{key: step.title for key, step in STEPS.items()}, PEOPLE: _("居民")}
NOUNS: Final = {
    "community": _("个社区"),
    "grid": _("个网格"),
    "compound": _("个小区"),
    "building": _("栋楼"),
    "dwelling": _("户房屋"),
    "organisation": _("个主体"),
    "staff": _("个人"),
    "resident": _("人在住"),
}
add_phrases(
    {
        "begun_already": _("已经有人开始了。请从登录页进来。"),
        "wrong_code": _("起步码不对。请看服务器上显示的那一行。"),
        "too_many_codes": _("试得太多了，过十分钟再来。"),
        "no_such_step": _("没有这一步。"),
        "matrix_there": _("这个街道已有权责清单，不用再公布。"),
        "nobody_waits": _("没有等登录条的人。"),
    }
)

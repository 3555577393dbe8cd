"""What is wrong with a row, in words: why it did not come in, and how to mend it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.intelligence.exchange.phrases import file_reason
from sihe.intelligence.exchange.phrases import row_reason as cell_reason
from sihe.intelligence.registering.models import TableState
from sihe.kernel.access.phrases import add_phrases, said
from sihe.kernel.access.refusals import Refused

__all__ = ["file_reason", "mend"]
MENDS = {
    "cell_missing": gettext_lazy("这一格要写。补上再传。"),
    "street_unknown": gettext_lazy("没有这个街道。改成已登记的名称。"),
    "street_missing": gettext_lazy("有几个街道，写明是哪一个。"),
    "community_missing": gettext_lazy("写了网格，没写社区。补上社区。"),
    "community_unknown": gettext_lazy("没有这个社区。先在第1步登记，或改名称。"),
    "name_of_other": gettext_lazy("这个叫法已归另一个小区。核对后改掉一个。"),
    "other_names_differ": gettext_lazy("小区已登记，别名不同。去掉新的别名再传。"),
    "compound_unknown": gettext_lazy("没有这个小区。先在第2步登记，或改名称。"),
    "grid_unknown": gettext_lazy("没有这个网格。先在第1步登记，或改名称。"),
    "grid_several": gettext_lazy("几个社区都有这个网格。写上社区。"),
    "grid_missing": gettext_lazy("新的楼栋要写网格。"),
    "building_missing": gettext_lazy("没写楼栋。写3号楼或3-2-501。"),
    "building_elsewhere": gettext_lazy("这栋楼已登记在别处。核对后改一致。"),
    "range_wrong": gettext_lazy("连号写反了，或者太多。改成从小到大。"),
    "doors_unclear": gettext_lazy("房屋看不懂。写1-6层每层2户，或101、102。"),
    "kind_unknown": gettext_lazy("没有这个类别。从名单里选一个。"),
    "kind_differs": gettext_lazy("同名的单位已登记，类别不同。核对后改一致。"),
    "superior_unknown": gettext_lazy("没有这个上级单位。把它写在前面几行。"),
    "superior_differs": gettext_lazy("已登记的上级不同。核对后改一致。"),
    "place_unknown": gettext_lazy("没有这个地方。写已登记的社区、小区或网格。"),
    "place_several": gettext_lazy("几个地方都这么叫。网格前面写上社区。"),
    "organisation_unknown": gettext_lazy("没有这个单位。先在第4步登记，或改名称。"),
    "role_unknown": gettext_lazy("没有这个角色。从名单里选一个。"),
    "phone_wrong": gettext_lazy("手机号看不懂。手机号是11位数字。"),
    "phone_differs": gettext_lazy("同单位有同名的人，手机号不同。核对是不是一个人。"),
    "person_several": gettext_lazy("同单位有几个同名的人。写上手机号来分清。"),
    "not_allowed": gettext_lazy("这一行超出你能办的范围。请找能任命的人。"),
}


def mend(reason: str) -> str:
    """Return why a row did not come in, and how to mend it."""
    known = MENDS.get(reason)
    if known:
        return str(known)
    words = said(Refused(reason))
    return words if words != said(Refused("?")) else cell_reason(reason)


def _state(values: dict[str, str]) -> str:
    return _("这份表格现在是「%(state)s」，这一步做不了。") % {
        "state": TableState(values["state"]).label
    }


add_phrases(
    {
        "step_column_missing": gettext_lazy("还没说哪一列是%(what)s。"),
        "table_state": _state,
    }
)

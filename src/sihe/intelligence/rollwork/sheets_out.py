"""Tables that go out: the template of a roll with its explanation, and the refused rows with cell and mend."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sihe.engines.rolls import KIND_WORDS, WORDS
from sihe.engines.tables.writing import Explained, template
from sihe.intelligence.rolls.models import Roll
from sihe.intelligence.rollwork.phrases import row_reason

TEMPLATE = ("building", "unit", "room", "name", "id_number", "phone", "kind", "since")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def roll_template() -> bytes:
    """Return the template of a roll of residents."""
    # what is read back is written in the roll's own words, in whatever language the page is
    heads = [WORDS[target][0] for target in TEMPLATE]
    here, tenant = (KIND_WORDS[kind].split()[0] for kind in ("owner_here", "tenant"))
    block = _("3号楼")
    examples = [
        [block, "2", "501", _("示例甲"), "", "10000000001", here, "2015-06-01"],
        [block, "2", "501", _("示例乙"), "", "", here, ""],
        [block, "2", "502", _("示例丙"), "", "10000000002", tenant, "2024-09"],
    ]
    explained = Explained(_("填写说明"), (_("列"), _("怎么填")), _notes())
    return template(_("名册"), heads, examples, explained)


def _notes() -> list[tuple[str, str]]:
    kinds = "、".join(words.split()[0] for words in KIND_WORDS.values())
    return [
        (_("示例行"), _("写着示例的三行是样子，填之前请删掉。")),
        (_("楼号、单元、房号"), _("写 3号楼、2、501；也可以在房号一格写 3-2-501。")),
        (_("姓名"), _("一人一行，写证件上的全名；曾用名写在括号里。")),
        (_("身份证号"), _("18位；没有就空着，这时按姓名认人。")),
        (_("电话"), _("11位手机号，或带区号的座机；可以空着。")),
        (_("居住情况"), kinds),
        (_("入住日期"), _("写 2015-06-01 或 2015-06；不知道就空着。")),
        (_("合并的格"), _("同一户的楼号、单元、房号可以合并成一格。")),
    ]


def refused_lines(roll: Roll) -> Iterator[list[str]]:
    """Yield the heads, then one line for each row that did not come in: where, what stands there, why, what to do."""
    yield [_("行"), _("列"), _("写着"), _("哪里不对"), _("怎么改")]
    for row in roll.refusals.order_by("line").iterator(chunk_size=1000):
        yield [str(row.line), row.column, row.found, *row_reason(row.reason)]

"""The XLSX template of a step: the sheet to fill in, with example rows that are not taken, and an explanation."""

from io import BytesIO

from django.utils.translation import gettext as _

from sihe.intelligence.registering.steps import EXAMPLE, Step
from sihe.kernel.access.models import Role
from sihe.kernel.organisations.models import Kind

WIDTH, ROWS, TEXT = 22, 500, "@"


def template(step: Step) -> bytes:
    """Return the workbook; every cell is text, so that 3-2-501 is no date and a phone no number."""
    from openpyxl import Workbook  # a tenth of every process's memory, for a rare download
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    page.title = str(step.title)[:30]
    page.append([_("备注"), *(str(column.label) for column in step.columns)])
    for example in step.examples:
        page.append([EXAMPLE, *example])
    for number in range(1, len(step.columns) + 2):
        page.column_dimensions[get_column_letter(number)].width = WIDTH
    for row in page.iter_rows(min_row=1, max_row=ROWS, max_col=len(step.columns) + 1):
        for cell in row:
            cell.number_format = TEXT
            if cell.row == 1:
                cell.font = Font(bold=True)
            elif cell.row <= len(step.examples) + 1:
                cell.fill = PatternFill("solid", fgColor="EFECE3")
    page.freeze_panes = "B2"
    _explain(book.create_sheet(_("说明")), step)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(page: "object", step: Step) -> None:
    append = page.append  # type: ignore[attr-defined]
    append([str(step.title)])
    append([_("备注写着“示例”的行不会导入，可以删掉。")])
    append([_("同一份表再传一次，不会多出一行。")])
    append([])
    append([_("列"), _("要不要写"), _("怎么写")])
    for column in step.columns:
        append([str(column.label), _("要写") if column.needed else _("可以不写"), str(column.help)])
    for column in step.columns:
        names = _names(column.key)
        if names:
            append([])
            append([_("%(what)s的名单") % {"what": column.label}])
            for name, note in names:
                append([name, note])
    for letter, width in (("A", 26), ("B", 14), ("C", 60)):
        page.column_dimensions[letter].width = width  # type: ignore[attr-defined]


def _names(key: str) -> list[tuple[str, str]]:
    if key == "kind":
        return [(str(kind.label), "") for kind in Kind]
    if key == "role":
        return list(Role.objects.order_by("pk").values_list("name", "description"))
    return []

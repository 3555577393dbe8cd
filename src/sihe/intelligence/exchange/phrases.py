"""What is wrong with a file or a row, in words: why it did not come in, and what can be done now."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sihe.intelligence.exchange.models import BatchState
from sihe.kernel.access.phrases import add_phrases

TARGET_LABELS = {
    "number": gettext_lazy("对方的编号"),
    "text": gettext_lazy("内容"),
    "title": gettext_lazy("标题"),
    "category": gettext_lazy("类别"),
    "area": gettext_lazy("区域"),
    "place": gettext_lazy("地点"),
    "lon": gettext_lazy("经度"),
    "lat": gettext_lazy("纬度"),
    "opened": gettext_lazy("上报日期"),
    "opened_clock": gettext_lazy("上报时间（另一列）"),
    "due": gettext_lazy("时限"),
    "ended": gettext_lazy("办结时间"),
    "answer": gettext_lazy("办理结果"),
    "name": gettext_lazy("诉求人"),
    "phone": gettext_lazy("电话"),
}
ROW_REASONS = {
    "columns": gettext_lazy("列数不对，这一行可能错位了"),
    "closed-quote": gettext_lazy("引号没有成对"),
    "no-control-characters": gettext_lazy("有看不见的控制字符"),
    "decodable-text": gettext_lazy("有认不出的字"),
    "number": gettext_lazy("不是数字"),
    "date": gettext_lazy("日期看不懂"),
    "time": gettext_lazy("时间看不懂"),
    "size": gettext_lazy("太长了"),
    "flat-value": gettext_lazy("这一格里套着别的表"),
    "one-value-per-name": gettext_lazy("同一列出现了两次"),
    "exact-number": gettext_lazy("数字太长，尾数已经丢了"),
    "text-missing": gettext_lazy("没有内容"),
    "closed-before-opened": gettext_lazy("办结比上报还早"),
    "in-future": gettext_lazy("时间在将来"),
    "no-office": gettext_lazy("还没有登记街道办事处"),
    "text_too_long": gettext_lazy("内容太长"),
    "unknown_category": gettext_lazy("没有这个类别"),
}
WARNINGS = {
    "number-damaged": gettext_lazy("编号坏了或没有，改按整行内容认"),
    "category-unknown": gettext_lazy("类别对不上，没办结的进待分派"),
    "place-unknown": gettext_lazy("没写区域，没办结的进待分派"),
    "date-outside": gettext_lazy("日期不在这份表说的年份里"),
    "point-placeholder": gettext_lazy("坐标是占位的，不采用"),
    "due-before-opened": gettext_lazy("时限比上报还早"),
    "text-cut": gettext_lazy("内容超过2000字，只留前2000字"),
}
FILE_REASONS = {
    "known-encoding": gettext_lazy("文字编码认不出。请另存为 UTF-8 的 CSV 或 XLSX。"),
    "known-format": gettext_lazy("不是认得的表格。请另存为 CSV 或 XLSX。"),
    "header": gettext_lazy("第一行没有列名。请补上列名再传。"),
    "unique-header": gettext_lazy("有两列同名。请改掉一个再传。"),
    "size": gettext_lazy("展开后太大。请分成几个文件再传。"),
    "ratio": gettext_lazy("压缩得不正常，没有打开。"),
    "rows": gettext_lazy("行数太多。请分成几个文件再传。"),
    "readable-file": gettext_lazy("文件打不开，可能没传完整。请重传。"),
    "sheet": gettext_lazy("没有这张工作表。"),
    "file-forgotten": gettext_lazy("传上来一周没导入，文件已删。请重传。"),
    "file_gone": gettext_lazy("文件已经不在。请重传。"),
}


def row_reason(code: str) -> str:
    """Return why a row did not come in."""
    return str(ROW_REASONS.get(code.split(":", 1)[0], code))


def file_reason(code: str) -> str:
    """Return why a file cannot be read, and what to do."""
    known = FILE_REASONS.get(code.split(":", 1)[0])
    return str(known) if known else _("读不了这个文件。请另存为 CSV 或 XLSX 再传。")


def _state(values: dict[str, str]) -> str:
    return _("这份文件现在是「%(state)s」，这一步做不了。") % {
        "state": BatchState(values["state"]).label
    }


add_phrases(
    {
        "file_too_big": gettext_lazy("文件太大，最大%(most)s MB。请分成几个再传。"),
        "file_unreadable": lambda values: file_reason(values["reason"]),
        "file_gone": FILE_REASONS["file_gone"],
        "no_such_profile": gettext_lazy("没有这个模板，请从名单里选。"),
        "target_missing": lambda values: (
            _("还没说哪一列是%(what)s。") % {"what": TARGET_LABELS[values["target"]]}
        ),
        "column_missing": gettext_lazy("文件里没有「%(column)s」这一列，请重新选。"),
        "mapping_wrong": gettext_lazy("列的对应有错：%(part)s。请重新选。"),
        "batch_state": _state,
    }
)

"""Words that residents should not have to read; shown to the writer as a hint, never as a refusal."""

from typing import Final

PLAINER: Final = {
    "提交成功": "", "操作失败": "", "请注意": "", "系统检测到": "", "其": "他、她、它", "该": "这", "相关": "",
    "被": "", "工单": "这件事", "流转": "转给", "用户": "您", "数据": "信息", "派遣": "派人", "立案": "开始办",
    "退回": "转回",
}  # fmt: skip
"""A word, and what may stand in its place ("" for nothing: leave it out)."""
HARMLESS: Final = ("其他", "其它", "应该", "活该", "被困", "被子")
LONGEST: Final = 25
_ENDS: Final = "。；！？\n，、："


def unwelcome(text: str) -> list[tuple[str, str]]:
    """Return the words to leave out, each with what may stand in its place."""
    plain = text
    for word in HARMLESS:
        plain = plain.replace(word, "")
    return [(word, instead) for word, instead in PLAINER.items() if word in plain]


def too_long(text: str) -> list[str]:
    """Return the parts of sentences that take more than one breath."""
    plain = text
    for mark in _ENDS:
        plain = plain.replace(mark, "\n")
    return [part.strip() for part in plain.split("\n") if len(part.strip()) > LONGEST]

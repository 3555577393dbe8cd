"""Small made tables (示例) that plant each fault of the real files."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

TAIPEI = ("案件編號", "派工項目", "案件地址_去門牌", "地址雜湊", "立案日期", "立案時間")
BOSTON = (
    "case_id", "open_dt", "target_dt", "closed_dt", "closure_reason", "type", "neighborhood", "street", "lat",
    "lon",
)  # fmt: skip
HOTLINE = (
    "工单编号", "来电时间", "诉求类型", "二级分类", "诉求人", "电话", "社区", "详细地址", "诉求内容",
    "派单时间", "承办单位", "时限", "办理结果", "办结时间", "满意",
)  # fmt: skip


def table(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """Write a CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heads)
        writer.writerows(rows)
    return path


def taipei(path: Path, count: int = 3, first: int = 1) -> Path:
    """Write sound rows with case numbers."""
    return table(path, TAIPEI, [
        (f"20240430{n:05d}", "大型廢棄物清運聯繫", f"萬華區臺北市萬華區頂碩里興寧街{n}巷", f"h{n}", "20240430",
         f"{n % 24:02d}{n % 60:02d}00")
        for n in range(first, first + count)
    ])  # fmt: skip


def order(number: str = "HL2026-001", **more: str) -> tuple[str, ...]:
    """Return one hotline order."""
    now = timezone.localtime()
    row = dict.fromkeys(HOTLINE, "") | {
        "工单编号": number, "来电时间": f"{now - timedelta(hours=20):%Y-%m-%d %H:%M:%S}",
        "诉求人": "示例居民", "电话": "13900001234",
        "社区": "示例社区", "详细地址": "示例花园3号楼", "诉求内容": "电梯停了，有人困在里面",
        "时限": f"{now + timedelta(days=5):%Y-%m-%d} 18:00", "二级分类": "电梯故障",
    } | more  # fmt: skip
    return tuple(row[head] for head in HOTLINE)

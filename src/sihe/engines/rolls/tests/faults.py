"""200 ways in which one cell of a roll is wrong, each with the code that must name it (示例, nobody's data).

(column, what stands there instead, code). The column "*" breaks the whole row.
"""

from __future__ import annotations

from collections.abc import Iterator

from sihe.engines.rolls import check_character
from sihe.engines.rolls.tests.making import HEADS

B, U, R, NAME, ID, PHONE, KIND, SINCE = HEADS
SOUND = "990001195003070010"
SOUND = SOUND[:17] + check_character(SOUND)


def _wrong(digits: str) -> str:
    """A number of 18 whose check character is wrong, and no 0."""
    right = check_character(digits)
    return digits[:17] + ("1" if right != "1" else "2")


def _right(digits: str) -> str:
    return digits[:17] + check_character(digits)


GROUPS: dict[tuple[str, str], tuple[str, ...]] = {
    (NAME, "name-missing"): ("", "***", " ", "　", "-", "--", "/", "'"),
    (NAME, "name-gone"): ("示例甲（已故）", "示例甲(去世)", "示例甲 死亡", "已过世", "示例甲（亡故）"),
    (NAME, "name-several"): ("张三、李四", "张三,李四", "张三，李四", "张三;李四", "张三/李四", "张三等3人",
                             "张三和其妻", "张三&李四", "张三|李四", "张三+李四"),
    (NAME, "name-digits"): ("张三1", "3号楼", "13800000000", "９９", "李四2号", "501", "张3丰"),
    (NAME, "name-title"): ("王女士", "李先生", "张大爷", "刘大妈", "陈阿姨", "杨师傅", "赵老师", "黄奶奶", "周同志",
                           "吴小姐"),
    (NAME, "name-nobody"): ("空户", "空置", "无人", "未知", "不详", "待定", "同上", "出租", "空房", "匿名"),
    (NAME, "name-short"): ("张", "A", "王（户主）", "李 "),
    (NAME, "name-long"): ("张" * 41, "A" * 60),
    (NAME, "name-odd"): ("张三?", "张三@", "张=三", "<b>张三</b>", "张_三", "张三(李", "=张三",
                         "张三￥", "张“三"),
    (R, "door-no-room"): ("", " ", "-", "无", "--"),
    (R, "door-date"): ("2026-03-02", "3月2日", "2026/3/2", "2-Mar", "Mar-02", "2026-03-02T00:00:00"),
    (R, "door-unread"): ("楼上", "501室和502室", "顶层", "？", "501501501", "五零一左右", "门卫", "501;502"),
    (R, "room-unknown"): ("9901", "9902室", "99901", "Z9"),
    (U, "unit-unknown"): ("9", "九单元", "98", "B单元", "９９单元"),
    (U, "door-unread"): ("东门洞", "左边", "2或3", "2-3单元间"),
    (U, "door-date"): ("2026-02-01", "2月1日"),
    (B, "building-unknown"): ("99号楼", "98", "甲97栋", "Z座", "九十九号楼", "96#", "95幢"),
    (B, "door-no-building"): ("", " ", "/", "无"),
    (B, "door-unread"): ("北边那栋", "平房区9", "3或4号楼", "？？", "三号四号楼"),
    (B, "door-date"): ("2026-01-03", "1月3日"),
    (ID, "id-scientific"): ("9.90001E+17", "9.90001195003E+17", "9.9E17", "9.90001195003070E+17", "1.1e+17"),
    (ID, "id-cut"): ("990001195003070000", "990002195104080000", "990003196205090000", "990004197306101000"),
    (ID, "id-masked"): ("990001********0010", "9900011950****0010", "99000119500307****", "***", "990001XXXXXXXX0010",
                        "9900＊＊＊＊＊＊＊＊＊＊0010"),
    (ID, "id-length:17"): (SOUND[:17],),
    (ID, "id-length:19"): (SOUND + "1",),
    (ID, "id-length:16"): (SOUND[:16],),
    (ID, "id-length:14"): (SOUND[:14],),
    (ID, "id-length:11"): ("10000000001",),
    (ID, "id-length:20"): (SOUND + "11",),
    (ID, "id-length:6"): ("990001",),
    (ID, "id-length:1"): ("9",),
    (ID, "id-check"): tuple(_wrong(f"99000{n}19500307{n}11") for n in range(1, 8)),
    (ID, "id-birth"): (_right("99000119500230011"), _right("99000119501301011"), _right("99000119500400011"),
                       _right("99000130000101011"), _right("99000118001231011"), "990001503307001",
                       _right("99000119990229011")),
    (ID, "id-odd"): ("张三", "见户口本", "99000119500307001Y", "9900o1195003070011", "身份证丢失", "990001/1950",
                     "A", "工作证1234"),
    (PHONE, "phone-scientific"): ("1.0E+10", "1.38E+10", "1.0000E10", "1.3800138E+10"),
    (PHONE, "phone-masked"): ("100****0001", "1000000****", "100xxxx0001", "***"),
    (PHONE, "phone-short:1"): ("1000000000", "100 000 0000"),
    (PHONE, "phone-short:2"): ("100000000",),
    (PHONE, "phone-short:4"): ("1000000",),
    (PHONE, "phone-short:10"): ("1",),
    (PHONE, "phone-long:1"): ("100000000011", "100-0000-00011"),
    (PHONE, "phone-long:2"): ("1000000000111",),
    (PHONE, "phone-odd"): ("同上", "没电话", "问儿子", "９", "1OO00000001", "5551",  "+44 20 7946 0000x"),
    (KIND, "kind-unknown"): ("住着", "有人", "是", "1", "业主？", "租户/业主", "亲戚"),
    (SINCE, "since-date"): ("很久以前", "2021-13-01", "2021-02-30", "去年", "5月1日", "21-5-1", "2021年"),
    (SINCE, "since-ahead"): ("2199-03-01", "2999-01-01", "2099年1月1日"),
    (SINCE, "since-long-ago"): ("1899-12-31", "1800-01-01"),
    (NAME, "too-long"): ("字" * 201,),
    (KIND, "too-long"): ("字" * 500,),
    (NAME, "no-control-characters"): ("张\x07三", "李\x00四"),
    (ID, "no-control-characters"): (SOUND + "\x1b",),
    (NAME, "formula"): ("#N/A", "#REF!", "#NAME?"),
    (PHONE, "formula"): ("#N/A", "#DIV/0!"),
    (KIND, "formula"): ("#N/A",),
    (SINCE, "formula"): ("#VALUE!",),
    (R, "formula"): ("#NUM!", "#NULL!"),
    ("*", "not-a-person"): ("合计", "小计：3人", "填表人：示例", "备注：以上属实", "第2页"),
    ("*", "header-again"): ("姓名",),
    ("*", "columns"): ("多出一格",),
}  # fmt: skip


def faults() -> Iterator[tuple[str, str, str]]:
    """Yield every (column, what stands there, code)."""
    for (column, code), values in GROUPS.items():
        for value in values:
            yield column, value, code


def broken(cells: list[str], column: str, value: str) -> list[str]:
    """Return a row with one fault."""
    if column != "*":
        at = HEADS.index(column)
        return [*cells[:at], value, *cells[at + 1 :]]
    if value == "姓名":
        return list(HEADS)
    return [*cells, value] if value == "多出一格" else [value, *[""] * (len(HEADS) - 1)]

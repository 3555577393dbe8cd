"""What a person's cells say: name, phone, kind of residence, day and year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from sihe.engines.rolls.identity import is_nothing
from sihe.engines.rolls.problem import RowRefused
from sihe.engines.tables import CellFault, moment, plain_digits

DOTS = re.compile("[•・‧．∙･﹒●.]")
BRACKETED = re.compile(r"[(\[【](.*?)[)\]】]")
FORMER = re.compile(r"^(?:曾用名|原名|又名|别名|小名|亦名)\s*[:是为]?\s*")
ROLES = frozenset(
    "户主 业主 房主 租客 租户 承租人 家属 配偶 妻子 丈夫 儿子 女儿 父亲 母亲 本人 常住 老人 小孩 孩子".split()
)
GONE = ("已故", "去世", "死亡", "亡故", "过世")
TITLES = (
    "先生",
    "女士",
    "小姐",
    "大爷",
    "大妈",
    "阿姨",
    "叔叔",
    "师傅",
    "同志",
    "老师",
    "奶奶",
    "爷爷",
)
NOT_NAMES = frozenset(
    {"空户", "空置", "无人", "未知", "不详", "待定", "同上", "出租", "匿名", "无", "空", "空房"}
)
CHINESE = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003FFFF]")
LONGEST_NAME = 40


def name(text: str, column: str = "") -> tuple[str, tuple[str, ...]]:
    """A name as it is kept, and other names that stood with it in brackets.

    Raises RowRefused: `name-missing`, `name-gone`, `name-several`, `name-digits`, `name-title`, `name-nobody`,
    `name-short`, `name-long`, `name-odd`."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"*`")
    if not plain or plain in ("-", "--", "/"):
        raise RowRefused("name-missing", column, text)
    if any(word in plain for word in GONE):
        raise RowRefused("name-gone", column, text)
    others = []
    for inside in BRACKETED.findall(plain):
        said = FORMER.sub("", inside.strip())
        if said and said not in ROLES:
            others.append(joined(said))
    plain = joined(BRACKETED.sub("", plain))
    _refuse_name(plain, column, text)
    for other in others:
        _refuse_name(other, column, text)
    return plain, tuple(sorted(set(others) - {plain}))


def other_names(text: str, column: str = "") -> tuple[str, ...]:
    """The names of a column of former names."""
    if is_nothing(text):
        return ()
    plain = unicodedata.normalize("NFKC", text)
    found = [joined(FORMER.sub("", part.strip())) for part in re.split(r"[、,;/\s]+", plain)]
    for one in found:
        _refuse_name(one, column, text)
    return tuple(sorted(set(found)))


def plain_name(text: str) -> str:
    """What a cell of names says without brackets and blanks, sound or not."""
    return joined(BRACKETED.sub("", unicodedata.normalize("NFKC", text).strip()))


def joined(text: str) -> str:
    """A name without blanks between Chinese characters and with one kind of middle dot."""
    plain = " ".join(text.split())
    if CHINESE.search(plain):
        return DOTS.sub("·", re.sub(r"\s+", "", plain)).strip("·")
    return plain


def _refuse_name(plain: str, column: str, text: str) -> None:
    code = ""
    if not plain:
        code = "name-missing"
    elif plain in NOT_NAMES:
        code = "name-nobody"
    elif re.search(r"[<>=@#?]", plain):
        code = "name-odd"
    elif re.search(r"[、,;/|&+]|等\d*人|和其", plain):
        code = "name-several"
    elif re.search(r"\d", plain):
        code = "name-digits"
    elif plain.endswith(TITLES) and len(plain) <= 4:
        code = "name-title"
    elif not re.fullmatch(r"[^\W\d_]+(?:[ ·'’\-.][^\W\d_]+)*\.?", plain):
        code = "name-odd"
    elif len(plain) < 2:
        code = "name-short"
    elif len(plain) > LONGEST_NAME:
        code = "name-long"
    if code:
        raise RowRefused(code, column, text)


def phone(text: str, column: str = "") -> tuple[str, bool]:
    """The digits of a phone number, and whether further numbers stood in the cell and were left out.

    Raises RowRefused: `phone-scientific`, `phone-masked`, `phone-short:N`, `phone-long:N`, `phone-odd`."""
    if is_nothing(text):
        return "", False
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"`")
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", plain.upper()):
        plain = _exact(plain, column, text)
    plain = re.sub(r"^(\d{7,12})\.0+$", r"\1", plain)
    if "*" in plain or "xxxx" in plain.lower():
        raise RowRefused("phone-masked", column, text)
    parts = [p for p in re.split(r"[、,;/|\n]|\s(?=1\d{10})", plain) if p.strip()]
    digits = [_digits(part, column, text) for part in parts]
    if not digits:
        raise RowRefused("phone-odd", column, text)
    return digits[0], len(set(digits)) > 1


def _exact(plain: str, column: str, text: str) -> str:
    """1.3800138001E+10 still holds every digit; 1.38E+10 has lost them."""
    try:
        number = Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the pattern is a number
        raise RowRefused("phone-scientific", column, text) from None
    kept = len(plain.upper().split("E")[0].replace(".", ""))
    if number != number.to_integral_value() or kept < number.adjusted() + 1:
        raise RowRefused("phone-scientific", column, text)
    return f"{number:.0f}"


def _digits(part: str, column: str, text: str) -> str:
    plain = re.sub(r"[\s\-()]", "", part)
    plain = re.sub(r"^(?:电话|手机|tel)?[::]?", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", plain)
    if not plain.isascii() or not plain.isdigit():
        raise RowRefused("phone-odd", column, text)
    if re.fullmatch(r"1\d{10}|0\d{9,11}|[2-9]\d{6,7}", plain):
        return plain
    if plain.startswith("1") or len(plain) > 12:
        code = "phone-short" if len(plain) < 11 else "phone-long"
        raise RowRefused(f"{code}:{abs(len(plain) - 11)}", column, text)
    raise RowRefused("phone-odd", column, text)


KIND_WORDS = {
    "owner_here": "自住业主 自住 业主自住 业主 户主自住 自有 自有住房 产权人 房主 房主自住 本人居住 常住业主",
    "owner_away": "外住业主 业主外住 外住 业主不住 业主未住 不在此居住 空置 业主(不住) 业主(外住)",
    "tenant": "租户 租住 租客 承租 承租人 租赁 租房 整租 租户整租 出租 租住户 租住人员 公租房 廉租",
    "flatshare": "合租 合租户 群租 室友 合租人 分租 合租客 拼租",
    "registered_away": "户籍不在 人在户不在 人户分离 外来人口 流动人口 外地户籍 非本地户籍 非本社区户籍 户口不在",
}
KIND_OF = {word: kind for kind, words in KIND_WORDS.items() for word in words.split()}


def kind(text: str, column: str = "") -> str:
    """The kind of residence in words, or "" where nothing stands. Raises RowRefused: `kind-unknown`."""
    if is_nothing(text):
        return ""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("。.、")
    if plain in KIND_WORDS:
        return plain
    found = KIND_OF.get(plain)
    if found is None:
        raise RowRefused("kind-unknown", column, text)
    return found


def day(text: str, today: date, column: str = "") -> str:
    """A day as an ISO date, or "". Months alone (2021年5月, 2021.5) begin with their first day.

    Raises RowRefused: `since-date`, `since-ahead`, `since-long-ago`."""
    if is_nothing(text):
        return ""
    plain = plain_digits(unicodedata.normalize("NFKC", text)).strip()
    month = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", plain)
    try:
        found = date(int(month[1]), int(month[2]), 1) if month else moment(plain).date()
    except (CellFault, ValueError):
        raise RowRefused("since-date", column, text) from None
    if found > today:
        raise RowRefused("since-ahead", column, text)
    if found.year < 1900:
        raise RowRefused("since-long-ago", column, text)
    return found.isoformat()


def birth_year(text: str, today: date, column: str = "") -> int | None:
    """A year of birth from a date, a year, a month or an age. Raises RowRefused: `birth-odd`."""
    if is_nothing(text):
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if age := re.fullmatch(r"(\d{1,3})(?:\.0+)?(?:岁|周岁)?", plain):
        year = today.year - int(age[1])
    elif found := re.fullmatch(r"((?:18|19|20)\d{2})(?:\.0+)?年?", plain):
        year = int(found[1])
    else:
        try:
            year = int(day(text, today)[:4])
        except RowRefused:
            raise RowRefused("birth-odd", column, text) from None
    if not today.year - 130 <= year <= today.year:
        raise RowRefused("birth-odd", column, text)
    return year

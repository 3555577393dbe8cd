"""The data files of the sample fit one another."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from sihe.intelligence.setup import starter
from sihe.kernel.organisations.models import Kind
from sihe.kernel.responsibilities.models import Phase, TermUnit
from sihe.project.sample import reading

PLAN = reading.street()
CATEGORIES = starter.categories()
ORGANISATIONS = reading.toml("organisations")["organisation"]
TO_RESIDENTS = ("answers", "any_answer", "rejects", "extends", "questions")
FORBIDDEN = re.compile(
    "提交成功|操作失败|请注意|系统检测到|该|其(?!他)|相关|被|工单|流转|用户|数据|派遣|立案|[！!]"
)


def test_grids_partition_the_street() -> None:
    grids = {k: shape(g) for k, g in reading.outlines("grid").items()}
    whole = shape(reading.outlines("street")["street"])
    assert set(grids) == {row["key"] for row in PLAN["grid"]} and len(grids) == 12
    assert all(g.is_valid for g in grids.values())
    together = shapely.union_all(list(grids.values()))
    assert together.symmetric_difference(whole).area < 1e-9  # a few square metres of rounding
    assert sum(g.area for g in grids.values()) == pytest.approx(whole.area, rel=1e-5)


def test_every_building_lies_in_its_grid_and_compound() -> None:
    buildings = reading.features("buildings")
    assert len(buildings) == 58
    grids, compounds = reading.outlines("grid"), reading.outlines("compound")
    crossing: dict[str, set[str]] = {}
    for feature in buildings:
        own = feature["properties"]
        middle = shape(feature["geometry"]).centroid
        assert shape(grids[own["grid"]]).contains(middle)
        assert shape(compounds[own["compound"]]).contains(middle), own
        crossing.setdefault(own["compound"], set()).add(own["grid"])
    assert len(crossing) == 7
    assert [key for key, own in crossing.items() if len(own) > 1] == ["f"]


def test_matrix_names_what_exists() -> None:
    fields = {(o["kind"], o.get("field", "")) for o in ORGANISATIONS}
    keys = {row["key"] for row in PLAN["compound"]}
    cells: Counter[tuple[str, str, str]] = Counter()
    for row in reading.matrix():
        assert row["category"] in CATEGORIES and row["compound"] in keys | {""}
        assert row["phase"] in {"", *Phase.values} and row["unit"] in TermUnit.values
        assert int(row["term"]) > 0 and re.search("待核实|待本单位确认", row["basis"])
        for bearer in filter(
            None, f"{row['accountable']}+{row['supporting']}+{row['informed']}".split("+")
        ):
            kind, _, field = bearer.partition(":")
            assert kind in Kind.values
            assert (kind, field) in fields, bearer
        assert "+" not in row["accountable"] and row["accountable"]
        cells[row["category"], row["phase"], row["compound"]] += 1
    assert max(cells.values()) == 1
    assert {c for c, phase, where in cells if not phase and not where} == set(CATEGORIES)


def test_the_old_block_has_no_property_company_and_no_owners_committee() -> None:
    assert all("a1" not in o.get("compounds", []) for o in ORGANISATIONS)
    lines = [r for r in reading.table("matrix") if r["compound"] == "a1"]
    needed = {r["category"] for r in starter.matrix()
              if r["accountable"] in ("property_company", "owners_committee") and not r["compound"]}  # fmt: skip
    assert needed - {r["category"] for r in lines} == {"lift"}  # the old block has none
    assert {r["accountable"] for r in lines} == {"residents_committee"}


def test_every_category_has_words_shares_and_texts() -> None:
    assert (
        set(reading.phrases())
        == set(CATEGORIES)
        == {r["category"] for r in reading.table("shares")}
    )
    for code, row in CATEGORIES.items():
        assert f"group-{row['group']}" in starter.groups() and len(row["words"]) >= 5
        assert all(0 < weight <= 5 for weight in row["words"].values())
        own = reading.phrases()[code]
        assert len(own["reports"]) >= 5 and len(own["quick"]) >= 2
        assert all(q.count("|") == 1 for q in own["quick"])
        for text in (t for kind in own if kind != "at" for t in own[kind]):
            assert set(re.findall(r"\{(\w*)\}", text)) <= {"t", "w", "n"}


def test_groups_have_hundreds_of_templates() -> None:
    words = reading.toml("words")
    by_group: Counter[str] = Counter()
    for code, own in reading.phrases().items():
        ways = len(own["reports"]) * (1 + len(own["more"])) * (1 + len(words["openings"]))
        by_group[CATEGORIES[code]["group"]] += ways * (1 + len(words["wishes"]))
    assert min(by_group.values()) > 5_000


def test_residents_read_no_forbidden_word() -> None:
    texts = [t for own in reading.phrases().values() for t in own["answers"]]
    texts += [t for kind in TO_RESIDENTS[1:] for t in reading.toml("words")[kind]]
    texts += [row.get("urgent", "") for row in CATEGORIES.values()]
    assert [t for t in texts if FORBIDDEN.search(t)] == []
    assert FORBIDDEN.search("该工单已被派遣")


def test_thirty_organisations_of_every_kind() -> None:
    assert len(ORGANISATIONS) == 30
    assert {o["kind"] for o in ORGANISATIONS} == set(Kind.values)
    assert len({o["name"] for o in ORGANISATIONS}) == 30
    assert all("示例" in o["name"] for o in ORGANISATIONS)  # nobody takes them for real ones
    roles = {r["code"] for r in starter.roles()}
    people = [p for o in ORGANISATIONS for p in o["people"]]
    assert {p["role"] for p in people} == roles
    accounts = [p["account"] for p in people if "account" in p]
    assert sorted(accounts) == sorted(p.username for p in reading.personas())


def test_shares_are_those_of_the_real_files(shared_data: Path) -> None:
    mapping = reading.toml("taipei")
    counted: Counter[str] = Counter()
    path = shared_data / "matters" / "taipei1999_202504_202604.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counted[mapping.get(row["派工項目"], "?")] += 1
    assert counted.pop("?", 0) == 0  # every item of the file has a category
    assert {
        r["category"]: int(r["taipei"]) for r in reading.table("shares") if int(r["taipei"])
    } == counted


def test_boston_types_exist(shared_data: Path) -> None:
    with (shared_data / "matters" / "boston311_2015_08.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        types = {row["type"] for row in csv.DictReader(file)}
    assert set(reading.toml("boston")) <= types
    assert set(reading.toml("boston").values()) <= set(CATEGORIES)

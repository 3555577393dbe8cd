"""What an installation begins with, as data: roles, categories with their words, a matrix. All to be confirmed.

The sample street stands on the same files.
"""

import csv
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sihe.kernel.places.models import Compound
from sihe.kernel.responsibilities.actions import BearerGiven, LineGiven
from sihe.kernel.responsibilities.models import Category, Share

FOLDER: Final = Path(__file__).parent
ROLE: Final = ("code", "name", "description", "permissions")


def roles() -> list[dict[str, Any]]:
    """Return the roles, each with its `source`."""
    rows: list[dict[str, Any]] = _toml("roles")["role"]
    return rows


def role_rows() -> list[dict[str, Any]]:
    """Return the roles as they are entered."""
    return [{field: row[field] for field in ROLE} for row in roles()]


def first_role() -> str:
    """Return the code of the role that the first person of an empty installation gets."""
    return str(next(row["code"] for row in roles() if row.get("first")))


def groups() -> dict[str, str]:
    """Return the groups of categories: code -> name."""
    return {f"group-{code}": name for code, name in _toml("categories")["groups"].items()}


def categories() -> dict[str, dict[str, Any]]:
    """Return code -> category with `group`, `name`, `words`, `public`, `source` and perhaps `urgent`."""
    return {code: row for code, row in _toml("categories").items() if code != "groups"}


def category_rows() -> list[dict[str, Any]]:
    """Return the categories as they are entered."""
    return [
        {
            "code": code, "name": row["name"], "parent": f"group-{row['group']}", "keywords": row["words"],
            "public": row["public"], "urgent_hint": row.get("urgent", ""),
        }
        for code, row in categories().items()
    ]  # fmt: skip


def matrix() -> list[dict[str, str]]:
    """Return the lines of the matrix."""
    return table(FOLDER / "matrix.csv")


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file; lines that begin with # are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def line_given(
    row: Mapping[str, str], categories: Mapping[str, Category], compound: Compound | None = None
) -> LineGiven:
    """Return a line of the matrix as it is published."""
    bearers = [
        *bearers_of(Share.ACCOUNTABLE, row["accountable"]),
        *bearers_of(Share.SUPPORTING, row["supporting"]),
        *bearers_of(Share.INFORMED, row["informed"]),
    ]
    return LineGiven(
        category=categories[row["category"]], term=int(row["term"]), term_unit=row["unit"],
        bearers=bearers, phase=row["phase"], basis=row["basis"], compound=compound,
    )  # fmt: skip


def bearers_of(share: str, written: str) -> list[BearerGiven]:
    """Return who bears a share: kind or kind:field, several with a plus."""
    pairs = (part.split(":") for part in written.split("+") if part)
    return [BearerGiven(share, kind=p[0], field=p[1] if len(p) > 1 else "") for p in pairs]


@lru_cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

"""Each law holds in the tree, and each is shown to catch a planted violation."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture import laws
from tests.architecture.tree import ROOT, SOURCE, File, files, templates

ALLOWED = tomllib.loads((Path(__file__).parent / "allowed.toml").read_text(encoding="utf-8"))


def module_of_app(name: str) -> str:
    """Return `kernel.places` of `sihe.kernel.places`."""
    return name.removeprefix("sihe.")


def our_models() -> list[type[Model]]:
    """Return the models of this product."""
    return [m for m in apps.get_models() if m.__module__.startswith("sihe.")]


def test_modules_use_only_what_others_show() -> None:
    assert laws.private_imports(files()) == []


def test_a_private_import_is_caught() -> None:
    bad = File("interaction/x/actions.py", "from sihe.kernel.places.drawing import box\n")
    assert laws.private_imports([bad])


def test_rows_are_written_by_their_own_module() -> None:
    assert laws.foreign_writes(files()) == []


def test_a_foreign_write_is_caught() -> None:
    text = "from sihe.kernel.people.models import Person\nPerson.objects.create(name='x')\n"
    assert laws.foreign_writes([File("interaction/x/actions.py", text)])


def test_no_key_points_upward() -> None:
    pairs = [
        (f"{m.__name__}.{f.name}", module_of_app(m._meta.app_config.name),
         module_of_app(f.related_model._meta.app_config.name))
        for m in our_models()
        for f in m._meta.get_fields()
        if f.is_relation and not f.auto_created and f.related_model in our_models()
    ]  # fmt: skip
    assert len(pairs) > 40
    assert laws.upward_keys(pairs) == []


def test_an_upward_key_is_caught() -> None:
    assert laws.upward_keys([("Area.matter", "kernel.places", "interaction.matters")])
    assert laws.upward_keys([("Area.person", "kernel.places", "kernel.people")])


def test_no_template_points_upward() -> None:
    spaces, folders = {}, {}
    for file in files():
        found = re.search(r'^app_name = "(\w+)"', file.text, re.M)
        if found:
            spaces[found[1]] = file.module
    for page in templates():
        parts = page.path.split("/")
        if "templates" in parts:
            folders[parts[parts.index("templates") + 1]] = page.module
    folders = {k: v for k, v in folders.items() if not v.startswith("project")}
    assert laws.upward_references(templates(), spaces, folders) == []


def test_an_upward_template_reference_is_caught() -> None:
    page = File(
        "kernel/ui/templates/ui/x.html", "{% url 'matters:list' %}{% include 'matters/a.html' %}"
    )
    owners = {"matters": "interaction.matters"}
    assert len(laws.upward_references([page], owners, owners)) == 2


def test_sizes_are_within_the_budget() -> None:
    tables: dict[str, int] = {}
    for model in our_models():
        module = module_of_app(model._meta.app_config.name)
        tables[module] = tables.get(module, 0) + 1
    over = laws.sizes(files(), templates(), tables)
    assert laws.allowed_sizes(over, ALLOWED["sizes"]) == []


def test_growth_and_a_stale_allowance_are_caught() -> None:
    long = File("kernel/x/a.py", "def f():\n" + "    x = 1\n" * 450)
    over = laws.sizes([long], [File("kernel/x/t.html", "\n" * 151)], {"kernel.x": 9})
    assert {"kernel/x/a.py", "kernel/x/a.py:f", "kernel/x/t.html", "tables kernel.x"} == set(over)
    assert laws.allowed_sizes(over, {}) and laws.allowed_sizes({}, {"kernel/x/a.py": 500})
    assert laws.allowed_sizes({"a": 410}, {"a": 420}) and not laws.allowed_sizes(
        {"a": 410}, {"a": 410}
    )


def test_names_say_something() -> None:
    assert laws.bad_names(p.relative_to(ROOT).as_posix() for p in SOURCE.rglob("*.py")) == []
    assert laws.bad_names(
        ["kernel/x/utils.py", "kernel/common/a.py", "kernel/files/actions.py"]
    ) == [
        "kernel/x/utils.py",
        "kernel/common/a.py",
    ]


def test_facts_travel_by_the_journal_alone() -> None:
    assert laws.signals(files()) == []
    assert laws.signals([File("kernel/x/a.py", "from django.db.models.signals import post_save\n")])


def test_every_function_says_what_it_returns() -> None:
    assert laws.untyped(files()) == []
    assert laws.untyped([File("kernel/x/a.py", "def f(x: int):\n    return x\n")])


def test_code_names_no_role() -> None:
    folder = SOURCE / "intelligence" / "setup" / "starter"
    roles = set()
    for path in folder.rglob("roles.toml"):
        roles |= set(re.findall(r'^code = "([\w-]+)"', path.read_text(encoding="utf-8"), re.M))
    rest = [f for f in files() if not f.path.startswith("project/sample/")]
    plain = {role for role in roles if "_" in role or "-" in role}
    assert laws.named_roles(rest, plain) == []
    assert laws.named_roles([File("kernel/x/a.py", "x = 'grid_worker'\n")], {"grid_worker"})


PLANTS = {
    "Imports run one way": ("kernel/places/planted.py", "import sihe.interaction.matters.models\n"),
    "Engines know no web": ("engines/tables/planted.py", "import django\n"),
    "Kernel modules stand": ("kernel/places/planted.py", "import sihe.kernel.people.models\n"),
    "Modules of interaction": (
        "interaction/matters/states.py",
        "import sihe.interaction.intake.actions\n",
    ),
    "Inside a module": (
        "interaction/matters/rules.py",
        "import sihe.interaction.matters.actions\n",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("contract", PLANTS)
def test_the_import_linter_catches_a_planted_import(contract: str, tmp_path: Path) -> None:
    skip = shutil.ignore_patterns("tests", "static", "templates", "*.pyc", "locale")
    shutil.copytree(SOURCE, tmp_path / "sihe", ignore=skip)
    name, text = PLANTS[contract]
    planted = tmp_path / "sihe" / name
    before = planted.read_text(encoding="utf-8") if planted.exists() else ""
    planted.write_text(before + text, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    program = "import sys; from importlinter.cli import lint_imports_command as c; c()"
    result = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [line for line in result.stdout.splitlines() if line.rstrip().endswith("BROKEN")]
    assert any(contract in line for line in broken), result.stdout

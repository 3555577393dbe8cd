"""The laws of the house as functions from a tree to its violations, so that a violation can be planted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from tests.architecture.tree import File, imports, rank

FILE, FUNCTION, MODULE, TABLES, TEMPLATE, KERNEL = 400, 40, 1500, 8, 150, 7000
NO_NAMES = {"utils", "helpers", "common", "services", "misc"}
# What a module shows to others: verbs, reads, the shape of its rows, predicates, states, what it tells.
PUBLIC = {"actions", "queries", "models", "rules", "states", "facts"}
# Modules that are ground for all others; every part of theirs is meant to be used.
GROUND = {"kernel.facts", "kernel.ui", "kernel.access", "kernel.privacy", "kernel.journal"}
SHOWN = {
    "interaction.accounts.sessions": "coming in as a resident, by whatever door, and how often one may try",
    "interaction.accounts.forms": "number and digits, typed for a slip or for an offer to act for another",
    "interaction.accounts.finding": "the flat that somebody names, in the forms of all who ask for one",
    "kernel.places.spots": "a place as given and as found, passed from form to action",
    "kernel.places.tree": "walking up the tree of areas, and the number of its copies in memory",
    "kernel.files.access": "who may see the photos of a thing, said by the thing's own module",
    "kernel.files.storage": "where photos lie on the disk, for who takes everything along",
    "kernel.notices.registry": "the words of notices and who recipients are, said by modules above",
    "kernel.notices.senders": "what a way out of the house keeps to; the ways are plug-ins above",
    "teams.turnover.holdings": "what a person holds, said by the modules that keep it",
    "teams.absence.seeing": "who may see a thing, said by its module, by which notices reach a deputy",
    "teams.appointments.words": "the names of powers",
    "interaction.telling.cards": "the picture card to forward, of a message and of a bulletin",
    "interaction.telling.listing": "the list of those to be told, and which lists stand elsewhere",
    "interaction.bulletins.audience": "to whom a bulletin goes, chosen by the form and frozen by the action",
    "interaction.casework.telling": "whom to tell of a matter, asked by the listeners above it",
    "interaction.owndata.copies": "a resident's copy as a file, with a receipt or at a desk",
    "intelligence.exchange.keeping": "where an uploaded table waits",
    "intelligence.exchange.phrases": "what is wrong with a file or a cell, in words",
    "intelligence.registering.steps": "what the table of each step holds, shown on its page",
    "intelligence.registering.phrases": "what is wrong with a row, in words",
    "interaction.owndata.forms": "the form of name and phone, with a receipt or at a desk",
    "interaction.casework.resident_words": "how a promised time is said to residents",
}
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "acreate",
}  # fmt: skip


def module_of(dotted: str) -> str | None:
    """Return `kernel.places` of `sihe.kernel.places.queries.settle`; None when it is not ours."""
    parts = dotted.split(".")
    return ".".join(parts[1:3]) if parts[0] == "sihe" and len(parts) > 2 else None


def private_imports(every: Iterable[File]) -> list[str]:
    """Find imports of what another module does not show."""
    found = []
    for file in every:
        if file.path.startswith(("engines/", "project/", "cli/")):
            continue
        for line, dotted in imports(file):
            module = module_of(dotted)
            if module is None or module == file.module or dotted.startswith("sihe.engines"):
                continue
            parts = dotted.split(".")
            part = parts[3] if len(parts) > 3 else ""
            shown = any(dotted.startswith(f"sihe.{name}") for name in SHOWN)
            if module not in GROUND and part not in PUBLIC and not shown:
                found.append(f"{file.path}:{line} imports {dotted}")
    return found


def foreign_writes(every: Iterable[File]) -> list[str]:
    """Find writes to another module's rows that go round its actions."""
    found = []
    for file in every:
        if file.path.startswith(("project/", "cli/", "engines/")):
            continue
        foreign = {
            dotted.rsplit(".", 1)[1]
            for _, dotted in imports(file)
            if ".models." in dotted and module_of(dotted) not in (None, file.module)
        }
        for node in ast.walk(file.tree()):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
                and isinstance(node.func.value, ast.Attribute)
                and node.func.value.attr == "objects"
                and isinstance(node.func.value.value, ast.Name)
                and node.func.value.value.id in foreign
            ):
                name = node.func.value.value.id
                found.append(f"{file.path}:{node.lineno} writes {name} rows")
    return found


def upward_keys(pairs: Iterable[tuple[str, str, str]]) -> list[str]:
    """Find foreign keys that point upward; pairs of (field, module of the model, module of the target)."""
    return [
        f"{field}: {own} -> {target}"
        for field, own, target in pairs
        if own != target and rank(own) < rank(target)
    ]


URL = re.compile(r"""\{%\s*url\s+["'](\w+):""")
INCLUDE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([\w-]+)/""")


def upward_references(
    every: Iterable[File], spaces: dict[str, str], folders: dict[str, str]
) -> list[str]:
    """Find `url` and `include` that point upward; `spaces` and `folders` map names to modules."""
    found = []
    for file in every:
        for pattern, owners in ((URL, spaces), (INCLUDE, folders)):
            for name in pattern.findall(file.text):
                owner = owners.get(name)
                if owner and owner != file.module and rank(file.module) < rank(owner):
                    found.append(f"{file.path} points up to {name} of {owner}")
    return found


def lines(file: File) -> int:
    """Count the lines of a file."""
    return file.text.count("\n")


def functions(file: File) -> list[tuple[str, int]]:
    """Return (name, lines without the docstring) of every function of a file."""
    found = []
    for node in ast.walk(file.tree()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            found.append((f"{file.path}:{node.name}", length))
    return found


def sizes(every: list[File], pages: list[File], tables: dict[str, int]) -> dict[str, int]:
    """Return everything that is over its budget, with its size."""
    over: dict[str, int] = {}
    modules: dict[str, int] = {}
    for file in every:
        if lines(file) > FILE:
            over[file.path] = lines(file)
        over |= {name: length for name, length in functions(file) if length > FUNCTION}
        if "." in file.module:
            modules[file.module] = modules.get(file.module, 0) + lines(file)
    over |= {f"module {name}": size for name, size in modules.items() if size > MODULE}
    over |= {f"tables {name}": count for name, count in tables.items() if count > TABLES}
    over |= {page.path: lines(page) for page in pages if lines(page) > TEMPLATE}
    kernel = sum(size for name, size in modules.items() if name.startswith("kernel."))
    if kernel > KERNEL:
        over["kernel"] = kernel
    return over


def allowed_sizes(over: dict[str, int], allowed: dict[str, int]) -> list[str]:
    """Compare with the allow-list: nothing new, nothing grown, nothing that has shrunk without the list."""
    found = [f"{name}: {size} lines" for name, size in over.items() if size > allowed.get(name, 0)]
    found += [
        f"{name}: now {over.get(name, 0)}, lower the allow-list from {size}"
        for name, size in allowed.items()
        if over.get(name, 0) < size
    ]
    return found


def bad_names(paths: Iterable[str]) -> list[str]:
    """Find files and folders whose name says nothing."""
    return [p for p in paths if NO_NAMES & {part.removesuffix(".py") for part in p.split("/")}]


def signals(every: Iterable[File]) -> list[str]:
    """Find Django signals; what happened is told through the journal alone."""
    pattern = re.compile(r"django\.db\.models\.signals|django\.dispatch")
    return [file.path for file in every if pattern.search(file.text)]


def untyped(every: Iterable[File]) -> list[str]:
    """Find functions without a return type."""
    return [
        f"{file.path}:{node.lineno} {node.name}"
        for file in every
        for node in ast.walk(file.tree())
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is None
    ]


def named_roles(every: Iterable[File], roles: set[str]) -> list[str]:
    """Find code that names a role: roles are data, code asks for permissions."""
    found = []
    for file in every:
        for node in ast.walk(file.tree()):
            if isinstance(node, ast.Constant) and node.value in roles:
                found.append(f"{file.path}:{node.lineno} names the role {node.value!r}")
    return found

"""Copy what pages and papers need out of `node_modules` into the package.

    python -m scripts.assets [--root REPOSITORY]

Source: `node_modules`, as laid down by `npm ci --ignore-scripts` from package-lock.json.
Target: `src/sihe/static/vendor/` (in the wheel, not in git) and, for tests, `build/axe/`.
Each file is replaced in one step, so a running server never reads half a file; a file whose
content has not changed is not touched, and one that is no longer wanted is removed. The style sheet of
pages is trimmed to what they use (trim_css.py): 102 of 635 kB.
Errors: `AssetError` names the file that is missing; nothing is removed then.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.trim_css import sources, trimmed, words_of

ROOT = Path(__file__).resolve().parent.parent
SOURCE_MAP = re.compile(rb"\n?(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=[^*]+\*/)")


class AssetError(Exception):
    """A file the packages should hold is not there, or is not what it should be."""


@dataclass(frozen=True)
class Take:
    """One row of the copy list: files of one npm package and where they go.

    `files` pairs a path (or a glob) inside the package with a path below the target folder;
    a target that ends in `/` keeps the file's own name.
    """

    package: str
    licence: str
    files: tuple[tuple[str, str], ...]


PAGES = (
    Take("@tabler/core", "MIT", (("dist/css/tabler.min.css", "tabler/"),)),
    Take(
        "leaflet",
        "BSD-2-Clause",
        (
            ("dist/leaflet.js", "leaflet/"),
            ("dist/leaflet.css", "leaflet/"),
            ("dist/images/*.png", "leaflet/images/"),
            ("LICENSE", "leaflet/"),
        ),
    ),
    Take(
        "echarts",
        "Apache-2.0",
        (
            ("dist/echarts.min.js", "echarts/"),
            ("LICENSE", "echarts/"),
            ("NOTICE", "echarts/"),
        ),
    ),
    Take("zrender", "BSD-3-Clause", (("LICENSE", "echarts/LICENSE-zrender"),)),
    Take(
        "@expo-google-fonts/noto-sans-sc",
        "OFL-1.1",
        (
            ("400Regular/NotoSansSC_400Regular.ttf", "fonts/NotoSansSC-Regular.ttf"),
            ("700Bold/NotoSansSC_700Bold.ttf", "fonts/NotoSansSC-Bold.ttf"),
            ("LICENSE_FONT", "fonts/OFL.txt"),
        ),
    ),
)
TRIMMED = "tabler/tabler.min.css"
TESTS = (Take("axe-core", "MPL-2.0", (("axe.min.js", ""), ("LICENSE", ""))),)


def without_source_map(content: bytes) -> bytes:
    """Drop the pointer to a source map: we ship none, and hashed static storage looks for it."""
    return SOURCE_MAP.sub(b"", content)


def _wanted(modules: Path, takes: tuple[Take, ...]) -> Iterator[tuple[str, bytes]]:
    for take in takes:
        package = modules / take.package
        for pattern, target in take.files:
            found = sorted(package.glob(pattern))
            if not found:
                raise AssetError(f"{take.package}: no {pattern} in {package}; run `make assets`")
            for source in found:
                name = target + source.name if target.endswith("/") or not target else target
                content = source.read_bytes()
                if source.suffix in {".css", ".js"}:
                    content = without_source_map(content)
                yield name, content


def _manifest(modules: Path, takes: tuple[Take, ...]) -> bytes:
    rows = []
    for take in takes:
        described = json.loads((modules / take.package / "package.json").read_text("utf-8"))
        rows.append(
            {"package": take.package, "version": described["version"], "licence": take.licence}
        )
    return (json.dumps(rows, indent=2) + "\n").encode()


def replace_if_changed(path: Path, content: bytes) -> bool:
    """Write `content` to `path` in one step; answer whether anything had to be written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return True


def lay_out(target: Path, files: dict[str, bytes]) -> int:
    """Make `target` hold exactly `files`; answer how many files were written or removed."""
    changed = sum(replace_if_changed(target / name, files[name]) for name in sorted(files))
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(target).as_posix() not in files:
            path.unlink()
            changed += 1
    return changed


def copy_assets(root: Path) -> dict[Path, int]:
    """Copy both lists; answer the number of changed files for each target folder."""
    modules = root / "node_modules"
    pages = dict(_wanted(modules, PAGES))
    whole = pages[TRIMMED].decode("utf-8")
    pages[TRIMMED] = trimmed(whole, words_of(sources(root / "src" / "sihe"))).encode("utf-8")
    pages["tabler/LICENSE"] = (root / "scripts" / "licences" / "tabler.txt").read_bytes()
    pages["packages.json"] = _manifest(modules, PAGES)
    tests = dict(_wanted(modules, TESTS))
    return {
        target: lay_out(target, files)
        for target, files in (
            (root / "src" / "sihe" / "static" / "vendor", pages),
            (root / "build" / "axe", tests),
        )
    }


def main(arguments: list[str] | None = None) -> int:
    """Command line: exit code 0, or 1 with the reason in one line."""
    parser = argparse.ArgumentParser(description="Copy page assets out of node_modules.")
    parser.add_argument("--root", type=Path, default=ROOT)
    root = parser.parse_args(arguments).root
    try:
        changes = copy_assets(root)
    except (AssetError, OSError) as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 1
    for target, changed in changes.items():
        print(f"assets: {target.relative_to(root)}: {changed} file(s) changed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

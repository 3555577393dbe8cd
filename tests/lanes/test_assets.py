"""The asset step: what it copies, that it can be repeated, and that the font can write rare names."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from scripts import assets

ROOT = Path(assets.__file__).resolve().parent.parent
FONTS = ROOT / "src" / "sihe" / "static" / "vendor" / "fonts"


def package(root: Path, name: str, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        place = root / "node_modules" / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def every_package(root: Path) -> None:
    for take in (*assets.PAGES, *assets.TESTS):
        named = {pattern.replace("*", "one"): b"x" for pattern, _ in take.files}
        package(root, take.package, {**named, "package.json": b'{"version": "1.2.3"}'})
    licences = root / "scripts" / "licences"
    licences.mkdir(parents=True)
    (licences / "tabler.txt").write_bytes(b"MIT")


def test_a_second_run_changes_nothing_and_what_is_unwanted_goes(tmp_path: Path) -> None:
    every_package(tmp_path)
    first = assets.copy_assets(tmp_path)
    assert all(changed > 0 for changed in first.values())
    assert set(assets.copy_assets(tmp_path).values()) == {0}
    stray = tmp_path / "src/sihe/static/vendor/old/left.js"
    stray.parent.mkdir()
    stray.write_text("old")
    assets.copy_assets(tmp_path)
    assert not stray.parent.exists()
    assert (tmp_path / "src/sihe/static/vendor/tabler/tabler.min.css").read_bytes() == b"x"


def test_a_missing_file_is_named_and_nothing_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every_package(tmp_path)
    assets.copy_assets(tmp_path)
    (tmp_path / "node_modules/leaflet/dist/leaflet.js").unlink()
    assert assets.main(["--root", str(tmp_path)]) == 1
    assert "leaflet: no dist/leaflet.js" in capsys.readouterr().err
    assert (tmp_path / "src/sihe/static/vendor/leaflet/leaflet.js").exists()


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"a{}\n/*# sourceMappingURL=a.css.map */", b"a{}"),
        (b"f()\n//# sourceMappingURL=f.js.map\n", b"f()\n"),
        (b"a{b:c}", b"a{b:c}"),
    ],
)
def test_pointers_to_source_maps_are_dropped(content: bytes, kept: bytes) -> None:
    assert assets.without_source_map(content) == kept


def drawn(character: str, weight: str, folder: Path) -> bytes:
    page = folder / "page.typ"
    look = (
        f'#set page(width: 2cm, height: 2cm); #set text(font: "Noto Sans SC", weight: "{weight}")'
    )
    page.write_text(f"{look}\n{character}", encoding="utf-8")
    picture = typst.compile(page, font_paths=[FONTS], ignore_system_fonts=True, format="png")
    assert isinstance(picture, bytes)
    return picture


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_font_of_the_papers_writes_rare_names(weight: str, tmp_path: Path) -> None:
    if not FONTS.is_dir():
        pytest.skip("no fonts yet: make assets")
    absent = drawn("\U00020000", weight, tmp_path)
    shapes = {drawn(character, weight, tmp_path) for character in "㛃䶮户"}
    assert len(shapes) == 3, "rare characters come out alike"
    assert absent not in shapes, "a rare character comes out as an absent one"

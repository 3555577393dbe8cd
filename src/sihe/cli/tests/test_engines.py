"""What every engine command keeps to: no Django, faults with 2, whole files only, no bar in a pipe."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from sihe.cli import running
from sihe.engines.tables import Fault, Refused, TableError

SIHE = (sys.executable, "-c", "from sihe.cli.main import app; app()")
CASE = {
    "units": [
        {"id": "a", "area": 10000, "owners": ["甲"]},
        {"id": "b", "area": 1, "owners": ["乙"]},
    ],
    "ballots": [{"voter": "甲", "choice": "agree"}, {"voter": "乙", "choice": "agree"}],
    "matter": 4,
}
ENGINES = ("tally", "opinions")


def sihe(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a program of its own."""
    return subprocess.run([*SIHE, *map(str, words)], capture_output=True, check=False)


def case_file(folder: Path, case: Any = CASE) -> Path:
    """Write a case."""
    file = folder / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    return file


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_starts_without_django(engine: str) -> None:
    program = (
        "import sys\n"
        "from sihe.cli.main import app\n"
        f"try: app(['{engine}', '--help'])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        f"assert 'sihe.engines.{engine}' in sys.modules\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "bad = loaded & {'django', 'sqlite3', 'psycopg', 'granian', 'ninja', 'rules', 'scipy'}\n"
        "assert not bad, bad\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_a_result_goes_to_stdout_with_its_four_names(tmp_path: Path) -> None:
    file = case_file(tmp_path)
    done = sihe("tally", file)
    found = json.loads(done.stdout)
    assert done.returncode == 0 and done.stderr == b""
    assert found["engine"] == "tally" and found["version"] == running.product_version()
    assert found["input_sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert 0 < found["seconds"] < 60
    assert found["status"] == "passed"


def test_a_result_in_a_file_says_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    done = sihe("tally", case_file(tmp_path), "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "passed"


def test_a_fault_ends_with_2_and_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    out.write_text("before", encoding="utf-8")
    wrong = {**CASE, "units": [{"id": "a", "area": 1.5, "owners": ["甲"]}] * 30}
    done = sihe("tally", case_file(tmp_path, wrong), "--out", out)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2 and done.stdout == b""
    assert lines[0] == "case.json:1 [units.area] found '1.5', expected integer"
    assert len(lines) == 21 and lines[-1] == "and 39 more"
    assert "Traceback" not in done.stderr.decode()
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case.json", "result.json"]


@pytest.mark.parametrize("content, expected", [
    (b"", "expected json"),
    (b"{", "expected json"),
    (b'{"units": 1, "units": 2}', "found 'units', expected one-value-per-name"),
    (b'{"units": NaN}', "expected number"),
    (b'{"units": 1e999}', "expected number"),
    (b"[" * 100_000, "expected json"),
    (b'{"matter": ' + b"9" * 5000 + b"}", "expected json"),
    (b"\xff\xfe\x00", "expected"),
    (b"null", "expected object"),
])  # fmt: skip
def test_what_is_no_case_is_refused_in_one_line(
    tmp_path: Path, content: bytes, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from sihe.cli.tally import tally

    file = tmp_path / "case.json"
    file.write_bytes(content)
    with pytest.raises(typer.Exit) as end:
        tally(file)
    told = capsys.readouterr()
    assert end.value.exit_code == 2 and told.out == ""
    assert len(told.err.splitlines()) == 1 and expected in told.err


def ended(act: Callable[[], object]) -> int:
    """Return the code an act ends with."""
    with pytest.raises(typer.Exit) as end:
        act()
    return int(end.value.exit_code)


def test_files_that_are_not_there_or_cannot_be_written_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = case_file(tmp_path)
    assert ended(lambda: running.run("x", [tmp_path / "no.json"], lambda _: {})) == 2
    assert (
        "no.json found 'No such file or directory', expected readable-file"
        in capsys.readouterr().err
    )
    for out in (tmp_path / "no" / "out.json", tmp_path):
        code = ended(lambda out=out: running.run("x", [file], lambda _: {}, out=out))  # type: ignore[misc]
        assert code == 2
        assert "expected writable" in capsys.readouterr().err


def test_a_file_is_replaced_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.json"
    out.write_bytes(b"before")
    out.chmod(0o640)
    running.replace(out, b"after")
    assert out.read_bytes() == b"after" and out.stat().st_mode & 0o777 == 0o640
    link = tmp_path / "link.json"
    link.symlink_to(out)
    running.replace(link, b"through")
    assert link.is_symlink() and out.read_bytes() == b"through"

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        running.replace(out, b"half")
    assert out.read_bytes() == b"through"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.json", "out.json"]


def test_a_result_that_is_no_number_is_never_written(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    with pytest.raises(ValueError, match="JSON"):
        running.run("x", [case_file(tmp_path)], lambda _: {"a": float("nan")}, out=out)
    assert not out.exists()


def test_several_files_have_one_fingerprint_that_depends_on_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    digests = [hashlib.sha256(x).hexdigest() for x in (b"1", b"2")]
    whole = hashlib.sha256("".join(f"{d}\n" for d in digests).encode()).hexdigest()
    assert running.fingerprint([one, two]) == whole != running.fingerprint([two, one])


@pytest.mark.parametrize("error", [
    TableError(Fault("f.csv", 3, "vote", "7", "-1|0|1")),
    Refused([Fault("f.csv", 3, "vote", "7", "-1|0|1")]),
])  # fmt: skip
def test_both_kinds_of_faults_are_told(
    tmp_path: Path, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_step: running.Progress) -> dict[str, Any]:
        raise error

    assert ended(lambda: running.run("x", [case_file(tmp_path)], fail)) == 2
    assert capsys.readouterr().err == "f.csv:3 [vote] found '7', expected -1|0|1\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal, wait, shown", [
    (True, 0.0, True), (True, 60.0, False), (False, 0.0, False),
])  # fmt: skip
def test_a_bar_is_for_terminals_and_for_what_takes_long(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, wait: float, shown: bool
) -> None:
    stream = _Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(running, "BAR_AFTER_S", wait)
    with running.progress("counting") as step:
        for done in range(1, 4):
            step(done, 3)
    assert ("counting" in stream.getvalue()) is shown


HEAD = "timestamp,comment-id,voter-id,vote\n"


def test_opinions_come_out_the_same_with_the_same_seed(tmp_path: Path) -> None:
    file, out = tmp_path / "votes.csv", tmp_path / "out.json"
    rows = [f"{n},{n % 8},{n // 8},{1 if (n // 8 + n) % 2 else -1}\n" for n in range(240)]
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    found = []
    for seed in ("4", "4", "5"):
        done = sihe("opinions", file, "--seed", seed, "--runs", "3", "--out", out)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        result = json.loads(out.read_text(encoding="utf-8"))
        assert result.pop("seconds") > 0 and result["stability"]["runs"] == 3
        found.append(result)
    assert found[0] == found[1] and found[0]["engine"] == "opinions"
    assert found[0]["groups"] == found[2]["groups"] and len(found[0]["groups"]) >= 2


def test_opinions_name_the_faults_of_each_file(tmp_path: Path) -> None:
    votes, comments = tmp_path / "votes.csv", tmp_path / "comments.csv"
    votes.write_text(HEAD + "1,1,1,2\n", encoding="utf-8")
    comments.write_text("comment-id\n1\n1\n", encoding="utf-8")
    done = sihe("opinions", votes, "--comments", comments)
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "comments.csv:3 [comment-id] found '1', expected unique",
        "votes.csv:2 [vote] found '2', expected -1|0|1",
    ]
    assert sihe("opinions", votes, "--groups", tmp_path / "no.csv").returncode == 2

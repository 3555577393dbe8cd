"""Make a virtual environment hold what a lock file says; runs on a bare Python 3.11+.

    python scripts/environment.py FOLDER LOCK [--project]

Creates FOLDER if it is not there, installs LOCK with every hash checked and, with `--project`,
installs this repository as editable. Uses uv where it works, else the environment's own pip on
the same file. Nothing is removed from FOLDER, so that it may serve running and testing alike.
Errors: exit code of the step that failed, with its command printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def working_uv() -> str | None:
    """Path of a uv that really starts (a version manager's shim may not), else None."""
    found = shutil.which("uv")
    if not found or os.environ.get("SIHE_NO_UV"):
        return None
    answer = subprocess.run([found, "--version"], capture_output=True, check=False)
    return found if answer.returncode == 0 else None


def python_of(folder: Path) -> Path:
    """The environment's interpreter, on POSIX and on Windows."""
    inside = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")
    return folder / inside


def create(folder: Path, uv: str | None) -> None:
    """Create the environment with this very interpreter, unless it is there and starts."""
    python = python_of(folder)
    if python.exists():
        alive = subprocess.run([python, "-c", ""], capture_output=True, check=False)
        if alive.returncode == 0:
            return
    if uv:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)])
        return
    try:
        venv.create(folder, with_pip=True, clear=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise SystemExit(
            "This Python cannot create environments (ensurepip is missing)."
            " Install your system's python3-venv package, or uv, and try again."
        ) from problem


def installer(folder: Path, uv: str | None) -> list[str]:
    """The command that installs into the environment, up to its arguments."""
    python = str(python_of(folder))
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", python]
    return [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def run(command: list[str]) -> None:
    """Run one step; on failure leave with its exit code and its command."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        print(f"failed ({code}): {' '.join(command)}", file=sys.stderr)
        raise SystemExit(code)


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make an environment hold a lock file.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--project", action="store_true", help="install this repository too")
    wanted = parser.parse_args(arguments)
    uv = working_uv()
    create(wanted.folder, uv)
    if not uv and not (python_of(wanted.folder).parent / "pip").exists():
        run([str(python_of(wanted.folder)), "-m", "ensurepip", "--default-pip"])
    install = installer(wanted.folder, uv)
    run([*install, "--require-hashes", "-r", str(wanted.lock)])
    if wanted.project:
        run([*install, "--no-deps", "-e", str(ROOT)])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

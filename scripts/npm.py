"""Run npm, from this machine if it has one that will do, else from a throwaway environment.

    python scripts/npm.py ci --ignore-scripts

Wanted: npm 7 or newer (the first to read our lock file) beside a node that starts. A machine
without gets them from the Python package named in requirements-node.lock, in `build/nodeenv`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THROWAWAY = ROOT / "build" / "nodeenv"
OLDEST = 7


def major_version(answer: str) -> int:
    """First number of a version as `npm --version` prints it; 0 where there is none."""
    first = answer.strip().split(".")[0]
    return int(first) if first.isdecimal() else 0


def machine_has_npm() -> bool:
    """Whether PATH holds a node and an npm that work together."""
    if os.environ.get("SIHE_NO_NODE") or not shutil.which("node"):
        return False
    npm = shutil.which("npm")
    if not npm:
        return False
    answer = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and major_version(answer.stdout) >= OLDEST


def throwaway_path() -> str:
    """Create the throwaway environment if needed; answer a PATH that begins with it."""
    folder = THROWAWAY / ("Scripts" if os.name == "nt" else "bin")
    if not shutil.which("npm", path=str(folder)):
        print("npm: none here, taking it from a Python package (once)", flush=True)
        subprocess.run(
            [
                sys.executable,
                str(ROOT / "scripts" / "environment.py"),
                str(THROWAWAY),
                str(ROOT / "requirements-node.lock"),
            ],
            check=True,
        )
    return f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"


def main(arguments: list[str]) -> int:
    """Run npm with these arguments in the repository; answer its exit code."""
    path = os.environ.get("PATH", "") if machine_has_npm() else throwaway_path()
    npm = shutil.which("npm", path=path)
    if not npm:
        print("npm: neither on this machine nor in the Python package", file=sys.stderr)
        return 1
    surroundings = {**os.environ, "PATH": path}
    return subprocess.run([npm, *arguments], cwd=ROOT, env=surroundings, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

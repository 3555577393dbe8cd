"""How every engine command runs: read, compute, answer. The commands hold only their options.

- Input that cannot be used ends with 2: one line a fault on stderr, at most 20, then how many more.
- The result is JSON with `engine`, `version`, `input_sha256`, `seconds`: to stdout, or with `--out` to a
  file that is replaced in one step, after the whole result is computed.
- `input_sha256` is the digest of the file's bytes; of several files the digest of their digests in
  hexadecimal, one a line, in the order of the command's help.
- A terminal gets a progress bar for what takes over a second; a pipe gets none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from sihe.engines.tables import Fault, Refused, TableError

# The matrices of engines are small: threads of the linear algebra would only wait for one another.
# Read when numpy is loaded, which is after this module.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BAD_INPUT: Final = 2
SHOWN: Final = 20
BAR_AFTER_S: Final = 1.0

Progress = Callable[[int, int], None]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="write the result here, not to stdout")
]


def run(
    engine: str,
    files: Sequence[Path],
    compute: Callable[[Progress], Mapping[str, Any]],
    *,
    out: Path | None = None,
) -> None:
    """Compute from files and answer; `compute` is handed a callable (done, of how many).

    Raises:
        typer.Exit: with 2, after the faults were told.
    """
    began = time.perf_counter()
    try:
        digest = fingerprint(files)
        with progress(engine) as step:
            found = compute(step)
        seconds = round(time.perf_counter() - began, 6)
        head = {"engine": engine, "version": product_version(), "input_sha256": digest}
        answer({**head, **found, "seconds": seconds}, out)
    except TableError as error:
        tell([error.fault])
    except Refused as refused:
        tell(refused.faults)


def fingerprint(files: Sequence[Path]) -> str:
    """SHA-256 of the input. Raises TableError for a file that cannot be read."""
    digests = []
    for file in files:
        try:
            with file.open("rb") as opened:
                digests.append(hashlib.file_digest(opened, "sha256").hexdigest())
        except OSError as error:
            raise TableError(
                Fault(file.name, 0, "", error.strerror or "", "readable-file")
            ) from None
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()


def tell(faults: Sequence[Fault]) -> None:
    """Say what is wrong, a line each, and end with 2."""
    for fault in faults[:SHOWN]:
        typer.echo(str(fault), err=True)
    if len(faults) > SHOWN:
        typer.echo(f"and {len(faults) - SHOWN} more", err=True)
    raise typer.Exit(BAD_INPUT)


def answer(result: Mapping[str, Any], out: Path | None) -> None:
    """Write a result as JSON. Raises TableError where the file cannot be written."""
    text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    if out is not None:
        try:
            replace(out, text.encode())
        except OSError as error:
            raise TableError(Fault(out.name, 0, "", error.strerror or "", "writable")) from None
        return
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def replace(file: Path, content: bytes) -> None:
    """Put a file in its place in one step: there is the old one or the whole new one, never a part."""
    if file.is_dir():
        raise IsADirectoryError(21, "Is a directory")
    if file.exists() and not file.is_file():  # a device or a pipe cannot be replaced
        file.write_bytes(content)
        return
    target = file.resolve()
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on stderr for what takes over a second, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    began, shown = time.monotonic(), False

    def step(done: int, of: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - began > BAR_AFTER_S:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=of)

    try:
        yield step
    finally:
        bar.stop()


def product_version() -> str:
    """The version of the product."""
    try:
        return version("sihe")
    except PackageNotFoundError:  # run from its source without being installed
        return "0"

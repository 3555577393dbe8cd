"""`sihe serve`: the web server and its worker, started, watched and stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path
from typing import Annotated, Final

import typer

from sihe.project.packing import is_packed
from sihe.project.sample.passwords import password

app = typer.Typer()
START_S, STOP_S = 60.0, 12.0
AGAIN_S = 3.0
DIE_WITH_PARENT: Final = 1  # Linux: PR_SET_PDEATHSIG
PERSONAS: Final = Path(__file__).parent.parent / "project" / "sample" / "data" / "personas.toml"


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="web processes")] = 2,
) -> None:
    """Serve the product on this machine; SIGTERM or Ctrl-C stops web server and worker."""
    if not _free(host, port):
        typer.echo(f"端口 {port} 已有人用。换一个：sihe serve --port {port + 1}", err=True)
        raise typer.Exit(1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sihe.project.settings")
    _tell_of_packing()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    web, worker = _web(host, port, workers), _worker()
    try:
        if not _answers(web, host, port, stop):
            raise typer.Exit(0 if stop.is_set() else 1)
        _say(host, port)
        while not stop.wait(0.5):
            if web.poll() is not None:
                typer.echo("网页服务停了，请看上面的原因。", err=True)
                raise typer.Exit(1)
            if worker.poll() is not None:
                stop.wait(AGAIN_S)
                worker = _worker()
    finally:
        _end(web, worker)


def _tell_of_packing() -> None:
    """Say why the first start of a version takes longer."""
    from sihe.project.settings import STATIC_ROOT

    if not is_packed(STATIC_ROOT):
        typer.echo("第一次打开，先整理网页文件，几秒钟…")


def _web(host: str, port: int, workers: int) -> "subprocess.Popen[bytes]":
    return _start("-m", "sihe.cli.web", host, str(port), str(workers))


def _worker() -> "subprocess.Popen[bytes]":
    return _start("-c", "from sihe.cli.main import app; app(['work'])")


def _start(*words: str) -> "subprocess.Popen[bytes]":
    # a session of its own: Ctrl-C reaches only this process, which then stops both in order
    # few pools of memory: threads that wait for one another under the interpreter's lock need no pool each
    surroundings = {"MALLOC_ARENA_MAX": "2", **os.environ}
    return subprocess.Popen(
        [sys.executable, *words],
        start_new_session=True,
        preexec_fn=_die_with_parent,
        env=surroundings,
    )


def _die_with_parent() -> None:
    """Ask the system to end the child when its parent is gone, however that went (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(web: "subprocess.Popen[bytes]", host: str, port: int, stop: threading.Event) -> bool:
    near = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    until = time.monotonic() + START_S
    while time.monotonic() < until and web.poll() is None and not stop.is_set():
        try:
            socket.create_connection((near, port), timeout=1).close()
        except OSError:
            stop.wait(0.1)
        else:
            return True
    return False


def _end(*processes: "subprocess.Popen[bytes]") -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + STOP_S
    for process in processes:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _say(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"\n四合在这里：http://{shown}:{port}/", nl=True)
    if os.environ.get("SIHE_DEMO", "").lower() in ("1", "true", "yes", "on") and PERSONAS.is_file():
        typer.echo(f"先看看能做什么：http://{shown}:{port}/start/")
        people = tomllib.loads(PERSONAS.read_text(encoding="utf-8")).get("persona", [])
        typer.echo(f"示例登录，密码都是 {password()}：")
        for person in people:
            typer.echo(f"  {person['username']:<12} {person['who']}")
    _tell_start_code(f"http://{shown}:{port}")
    typer.echo("按 Ctrl-C 停止。\n")


def _tell_start_code(address: str) -> None:
    """Show the code of an installation that nobody has begun; whoever reads this output may begin it."""
    from sihe.project.settings import DATA, START_CODE

    file = DATA / START_CODE
    if file.is_file():
        typer.echo(f"第一次打开：{address}/setup/first/")
        typer.echo(f"起步码（只能用一次）：{file.read_text(encoding='ascii').strip()}")

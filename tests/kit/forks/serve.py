"""Serves forks of a process that has imported gitgov already: `python -I serve.py`, until standard input ends.

Whoever connects (start.sh) says its process id, and gets the exit status back: arguments, folder, environment and streams are
read from /proc. Any process of this machine may connect, so that it says a secret too, which only its owner can read.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import random
import runpy
import secrets
import select
import socket
import sys
import time
from pathlib import Path

import pydantic
import pygit2
from pygit2.enums import ConfigLevel

import gitgov

PROGRAMS = {
    "git-gov": "git_gov",
    "git-motion": "git_motion",
    "git-vote": "git_vote",
    "git-sprint": "git_sprint",
    "git-quality": "git_quality",
}
SECRET = secrets.token_hex(8)
APART = "gitgov.advice.model"
"""What no command loads: it runs in processes of its own."""
LATER = ("cryptography.hazmat.primitives.serialization", "pydantic.type_adapter", "typer._adapters")
"""What a command imports that no module of gitgov does."""
STREAMS = (("0", os.O_RDONLY), ("4", os.O_WRONLY | os.O_APPEND), ("2", os.O_WRONLY | os.O_APPEND))
"""Where whoever connects has standard input, output and error."""


def main() -> None:
    """Loads all modules, says its port and its secret, and forks for each who connects."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    for module in pkgutil.walk_packages(gitgov.__path__, "gitgov."):
        if not (module.name.endswith("__main__") or module.name.startswith(APART)):
            importlib.import_module(module.name)
    make_ready()
    gc.freeze()
    running: dict[int, tuple[int, socket.socket]] = {}
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        print(listener.getsockname()[1], SECRET, flush=True)
        while True:
            awake, _, _ = select.select([listener, sys.stdin, *running], [], [])
            if sys.stdin in awake:
                return
            for ended in running.keys() & set(awake):
                tell(*running.pop(ended))
                os.close(ended)
            if listener in awake:
                caller, _ = listener.accept()
                if child := attend(caller):
                    running[os.pidfd_open(child)] = child, caller


def make_ready() -> None:
    """Does once what each fork would else do again: a third of its work."""
    for name in LATER:
        importlib.import_module(name)
    models = [pydantic.BaseModel]
    for model in models:
        models += model.__subclasses__()
        if model is not pydantic.BaseModel:
            model.model_rebuild()


def attend(caller: socket.socket) -> int:
    """Starts what a caller asks for in a process of its own, and returns that; nothing if the caller has been killed."""
    secret, _, asking = caller.recv(64).decode().partition(" ")
    if secret != SECRET or not asking.endswith("\n"):
        caller.close()
        return 0
    child = os.fork()
    if child == 0:
        become(Path("/proc", asking.strip()))
    return child


def tell(child: int, caller: socket.socket) -> None:
    """Tells a caller how its process ended."""
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    with contextlib.suppress(OSError), caller:  # the caller has been killed meanwhile
        caller.sendall(b"%d\n" % (ended if ended >= 0 else 128 - ended))


def become(asking: Path) -> None:
    """Is the process that was asked for: with its streams, folder, environment, git configuration and clock."""
    _, _, *argv = (os.fsdecode(word) for word in (asking / "cmdline").read_bytes().split(b"\0")[:-1])
    env = dict(os.fsdecode(word).split("=", 1) for word in (asking / "environ").read_bytes().split(b"\0")[:-1])
    for number, (given, flags) in enumerate(STREAMS):
        stream = os.open(asking / "fd" / given, flags)
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asking / "cwd")
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    random.seed()
    home = env.get("HOME", "")
    pygit2.settings.search_path[ConfigLevel.GLOBAL] = home
    pygit2.settings.search_path[ConfigLevel.XDG] = f"{env.get('XDG_CONFIG_HOME', f'{home}/.config')}/git"
    name, *rest = argv
    sys.executable = str(Path(name).with_name("python"))
    asked = json.loads(env.get("KILLS", "{}"))
    if asked.get("process") in (Path(name).name, *rest):
        runpy.run_path(str(Path(__file__).with_name("dying.py")))
    if asked.get("bound"):
        runpy.run_path(str(Path(__file__).with_name("bound.py")))
    if Path(name).name == "python":
        be_a_script(rest)
    later = Path(env.get("PYTHONPATH", "")) / "sitecustomize.py"
    if later.is_file():
        runpy.run_path(str(later))
    sys.argv = argv
    getattr(importlib.import_module("gitgov.cli.main"), PROGRAMS[Path(name).name])()


def be_a_script(argv: list[str]) -> None:
    """Is `python -I -c SCRIPT ARGUMENTS`, as hooks start it, or with -P, as commands do to check signatures."""
    isolated, command, script, *rest = argv
    if isolated not in ("-I", "-P") or command != "-c":
        sys.exit(f"only python -I -c and -P -c are served, not {isolated} {command}")
    sys.argv = ["-c", *rest]
    exec(compile(script, "<string>", "exec"), {"__name__": "__main__"})
    sys.exit()


if __name__ == "__main__":
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

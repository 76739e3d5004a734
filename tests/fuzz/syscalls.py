"""Every system call that a run makes on files, failing in turn; and where runs on hostile trees look (needs strace).

usage: syscalls.py [--short] [--only RUN,...]     (--short: each call fails once, and the errors take turns)
       syscalls.py --outside                      (only where a run looks)

A run is watched once, to learn its calls on the articles, the configuration, the cache, the outputs and the
streams. Then it is repeated once for each of them and each error, with that call failing. Whatever fails: no
traceback, an exit code that is documented, no output that is half a report, no article that is half written, and
either the result of a run in which nothing failed or a message that names the file.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz import trees

PYTHON = [sys.executable, "-I"]
COMMAND = [*PYTHON, "-m", "credlint"]
ERRORS = ("EIO", "EACCES", "ENOSPC", "EMFILE", "ENOMEM", "EINTR")
# `close` and what only asks how a file is opened fail for nobody; Python passes over those errors.
SAFE = {"lseek", "ioctl", "close"}
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
PATHS = {"openat", "newfstatat", "unlink", "rename", "mkdir", "readlink", "chmod", "getdents64"}
STREAMS = ("stdin", "stdout", "stderr")
CODES = {0, 1, 2, 3, 141}

TELLS_WHAT_IT_IMPORTS = """
import os, sys
class Told:
    find_spec = staticmethod(lambda name, *_: os.write(2, f"import: {name}\\n".encode()) and None)
sys.meta_path.insert(0, Told)
from credlint.cli import main
sys.exit(main())
"""
# A run is a fork of an interpreter that has imported what the run imports: that takes longer than the run itself.
# It is the whole of a process from there on, to the interpreter's own end. It waits for a signal until it is watched.
FORKS = """
import contextlib, ctypes, importlib, os, signal, socket, sys
from credlint.cli import entry, main
entry._import_msgspec()
for name in sys.argv[1].split():
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
ANY_TRACER = (0x59616D61, -1, 0, 0, 0)  # PR_SET_PTRACER: not a parent, but a sibling watches
BEGIN = {signal.SIGUSR1}
signal.pthread_sigmask(signal.SIG_BLOCK, BEGIN)
asking = socket.socket(fileno=int(sys.argv[2]))
while (asked := socket.recv_fds(asking, 4096, 3))[1]:
    child = os.fork()
    if child == 0:
        break
    for number in asked[1]:
        os.close(number)
    asking.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
else:
    os._exit(0)
ctypes.CDLL(None).prctl(*ANY_TRACER)
signal.alarm(120)
for stream, number in enumerate(asked[1]):
    os.dup2(number, stream)
    os.close(number)
folder, *arguments = os.fsdecode(asked[0]).split(chr(0))
os.chdir(folder)
sys.argv[1:] = arguments
asking.send(str(os.getpid()).encode())
asking.close()
signal.sigwait(BEGIN)
signal.pthread_sigmask(signal.SIG_UNBLOCK, BEGIN)
sys.exit(main())
"""

ARTICLE = "---\ntitle: Bakers {n}\n---\n\nThe AWS Certified Cloud Practitioner exam costs $90. [a](b-{n}.md)\n"
CONFIG = '[front-matter]\nschemas = [{ files = "content/**", schema = "article.schema.json" }]\n'
SUPPRESSED = "\nText. <!-- credlint-disable-line outdated-cost -- why -->\n"


class Run(Struct, frozen=True):
    """A command; `writes` are the files it may make or change."""

    name: str
    arguments: tuple[str, ...]
    writes: tuple[str, ...] = ()


RUNS = (
    Run("text", ("check", "content", "--no-cache")),
    Run("json", ("check", "content", "--no-cache", "--format", "json")),
    Run("cache and output", ("check", "content", "--format", "json", "-o", "out/report.json"), ("out/report.json",)),
    Run("fix", ("check", "content", "--fix", "--select", "unused-suppression"), ("content/1.md",)),
    Run("baseline", ("check", "content", "--write-baseline", "out/baseline.json"), ("out/baseline.json",)),
    Run("report", ("report", "content", "--format", "html", "-o", "out/report.html"), ("out/report.html",)),
    Run("links", ("links", "content", "--offline", "--format", "json")),
)


class Call(Struct, frozen=True):
    """The `number`th call of that name in a run, and the file (or stream) that it is about."""

    name: str
    number: int
    about: str
    raw: str


class Ended(Struct, frozen=True):
    code: int
    said: str
    complained: str
    files: Mapping[str, bytes]


def build(top: Path) -> None:
    content = top / "tree" / "content"
    content.mkdir(parents=True)
    for n in (1, 2):
        (content / f"{n}.md").write_text(ARTICLE.format(n=n) + (SUPPRESSED if n == 1 else ""))
    (content / "below").mkdir()
    (content / "below" / "3.md").write_text("# Nothing here\n\n[two](../2.md#part) ![x](../x.png)\n")
    (content / "x.png").write_bytes(b"x")
    (top / "tree" / "credlint.toml").write_text(CONFIG)
    (top / "tree" / "article.schema.json").write_text('{"type": "object", "required": ["description"]}')
    (top / "tree" / ".gitignore").write_text("ignored.md\n")
    (top / "tree" / "out").mkdir()
    for name in ("report.json", "baseline.json", "report.html"):
        (top / "tree" / "out" / name).write_bytes(b"{}")


def files_of(tree: Path) -> dict[str, bytes]:
    return {str(path.relative_to(tree)): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()}


class Interpreter:
    """One that has imported what a run imports, and forks a process for each time that it is carried out."""

    def __init__(self, top: Path, run: Run) -> None:
        self.top = top
        self.arguments = list(run.arguments)
        if run.arguments[0] == "check":
            self.arguments += ["--jobs", "1"]
        self.arguments += ["--as-of", "2026-11-22"] if run.arguments[0] != "links" else []
        environment = {"PATH": os.environ["PATH"], "CREDLINT_CACHE_DIR": str(top / "cache")}
        self.as_at_first()
        telling = [*PYTHON, "-c", TELLS_WHAT_IT_IMPORTS, *self.arguments]
        told = subprocess.run(telling, cwd=top / "tree", env=environment, capture_output=True, check=False).stderr
        modules = re.findall(r"^import: (.*)$", told.decode(), re.M)
        self.asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            forks = [*PYTHON, "-c", FORKS, " ".join(modules), str(theirs.fileno())]
            self.process = subprocess.Popen(
                forks, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )

    def __enter__(self) -> Interpreter:
        return self

    def __exit__(self, *problem: object) -> None:
        self.asking.close()
        self.process.wait()

    def as_at_first(self) -> None:
        """The tree and the cache as they were, and one article that the cache has not."""
        for part in ("tree", "cache"):
            shutil.rmtree(self.top / part, ignore_errors=True)
            shutil.copytree(self.top / "first" / part, self.top / part)
        (self.top / "tree" / "content" / "2.md").write_text(ARTICLE.format(n="2 as changed"))

    def carry_out(self, strace: Sequence[str]) -> Ended:
        self.as_at_first()
        nothing = os.open(os.devnull, os.O_RDONLY)
        (said, to_say), (complained, to_complain) = os.pipe(), os.pipe()
        request = "\0".join([str(self.top / "tree"), *self.arguments]).encode()
        theirs = [nothing, to_say, to_complain]
        socket.send_fds(self.asking, [request], theirs)
        for number in theirs:
            os.close(number)
        child = self.asking.recv(100).decode()
        command = ["strace", "-f", "-o", str(self.top / "log"), *strace, "-p", child]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watcher:
            assert watcher.stderr
            first = watcher.stderr.readline()
            assert "attached" in first, first
            os.kill(int(child), signal.SIGUSR1)
            streams = []
            for number in (said, complained):
                with os.fdopen(number, "rb") as stream:
                    streams.append(stream.read().decode("utf-8", "replace"))
            watcher.stderr.read()
        return Ended(int(self.asking.recv(100)), *streams, files_of(self.top / "tree"))


def about(raw: str, ours: Sequence[str]) -> str | None:
    """The file of ours, or the stream, that a call is about."""
    raw = re.sub(r"AT_FDCWD<[^>]*>", "", raw)
    for path in re.findall(r'[<"](/[^">]*)[">]', raw):
        if path.startswith(tuple(ours)):
            return str(path)
    stream = re.match(r"([012])<(?:pipe|socket|/dev/null)", raw)
    return STREAMS[int(stream[1])] if stream else None


def calls(top: Path, interpreter: Interpreter) -> Iterator[Call]:
    """What the run calls for our files, in order; a name is counted from the start of the process."""
    interpreter.carry_out(["-y", "-s", "0", "-e", "trace=%file,%desc"])
    ours = [str(top / part) for part in ("tree", "cache")]
    count: Counter[str] = Counter()
    for line in (top / "log").read_text("utf-8", "replace").splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        name, raw = found.groups()
        count[name] += 1
        place = about(raw, ours)
        # What was an error already is no news to the run; what the interpreter asks of streams as it starts is its own.
        started = place not in STREAMS or name in ("read", "write")
        if place is not None and name not in SAFE and started and not re.search(r"= -1 E(?!NOENT)", raw):
            yield Call(name, count[name], place, raw)


def injection(call: Call, error: str) -> list[str]:
    when = f"{call.number}+" if call.name == "getcwd" else f"{call.number}"  # a folder that is gone stays gone
    return ["-e", f"trace={call.name}", "-y", "-e", f"inject={call.name}:error={error}:when={when}"]


def fault(run: Run, call: Call, error: str, ended: Ended, usual: Ended, before: Mapping[str, bytes]) -> str | None:
    """What is wrong with how a run ended in which one call failed."""
    told = ended.said + ended.complained
    if ended.code not in CODES:
        return f"exit {ended.code}"
    if "Traceback" in told or "internal error" in told:
        return "a traceback or an internal error"
    for name, data in ended.files.items():
        if name in before and data not in (before[name], usual.files.get(name)) and not _is_whole_report(name, data):
            return f"{name} is neither the old nor the new one, and no other report"
        if name not in before and name not in run.writes and call.name not in ("unlink", "unlinkat"):
            return f"{name} was left behind"
    if call.about == "stderr" or (told, ended.files) == (usual.said + usual.complained, usual.files):
        return None if ended.code == usual.code or call.about == "stderr" else f"exit {ended.code}, and nothing said"
    if run.name in ("json", "links") and ended.said and call.about != "stdout":
        json.loads(ended.said)
    if call.about in ("stdout", "stdin"):
        return None if ended.code in (2, 3) and ended.complained else "a lost output that nobody is told of"
    if not _names(call, run, told + "".join(data.decode("utf-8", "replace") for data in ended.files.values())):
        return "another result, and no message names the file"
    return None


def _names(call: Call, run: Run, text: str) -> bool:
    if call.name == "getcwd":  # asked for where an output will be
        return any(name in text for name in ("the current folder", *run.writes))
    path = Path(call.about)
    written = re.sub(r"^\.(.+)\.[^.]*\.tmp$", r"\1", path.name)  # what stands in for a file until it is whole
    return path.name in text or written in text


def _is_whole_report(name: str, data: bytes) -> bool:
    """Whether it may be what a run says to which something failed; an article is never written in another way."""
    return (name.endswith(".json") and bool(json.loads(data))) or data.endswith(b"</html>\n")


HOSTILE = """---
title: "[x](../outside/secret.md)"
---

[a](../outside/secret.md) [b](../../outside/secret.md#x) [c](%2e%2e/outside/secret.md) [d](..%2foutside/secret.md)
[e](..\\outside\\secret.md) [f](/../outside/secret.md) [g](file:///etc/passwd) [h](//etc/passwd) [i](/etc/passwd)
[j](linked.md) [j](linked.md#x) [j](chain.md#x) [k](linked/x.md#x) ![l](../outside/picture.png) ![m](linked/picture.png)
[n](below/../../outside/x.md)
[o](a.md/../../outside/secret.md) [p](./\x00/../../outside/secret.md) <a href="../outside/secret.md">q</a> [r]
[s](../outside/) [t](chain.md) [u](C:\\outside) [v](~/secret.md) [w](../tree/../outside/secret.md)

[r]: ../outside/secret.md
"""


def build_hostile(top: Path) -> None:
    tree, beside = top / "tree", top / "outside"
    for folder in (tree / ".git", tree / "below", beside / "folder"):
        folder.mkdir(parents=True)
    for file in ("secret.md", "folder/x.md", "picture.png", "schema.json"):
        (beside / file).write_text("secret")
    (tree / "a.md").write_text(HOSTILE)
    (tree / "below" / "b.md").write_text(HOSTILE)
    (tree / "linked.md").symlink_to("../outside/secret.md")
    (tree / "linked").symlink_to("../outside/folder")
    (tree / "chain.md").symlink_to("linked/x.md")
    (tree / ".gitignore").symlink_to("../outside/secret.md")
    (tree / "credlint.toml").write_text(CONFIG.replace("content/**", "**"))
    (tree / "article.schema.json").write_text('{"properties": {"title": {"$ref": "../outside/schema.json"}}}')


def looks_outside(top: Path, arguments: Sequence[str], count: Counter[str]) -> Iterator[str]:
    """The calls of a run over the tree below `top` that look at what is beside it, or go to the network."""
    tree = top / "tree"
    watched = ["strace", "-f", "-qq", "-y", "-s", "4096", "-o", str(top / "log"), "-e", "trace=%file,connect,sendto"]
    # Without a HOME the interpreter asks the user database for it.
    environment = {"PATH": os.environ["PATH"], "CREDLINT_CACHE_DIR": str(top / "cache"), "HOME": str(top)}
    subprocess.run([*watched, *COMMAND, *arguments], cwd=tree, env=environment, capture_output=True, check=False)
    count["runs"] += 1
    for line in (top / "log").read_text("utf-8", "replace").splitlines():
        call = CALL.match(line)
        if call is None:
            continue
        count["calls"] += 1
        name, raw = call.groups()
        follows = not ("NOFOLLOW" in raw or name in ("readlink", "lstat", "unlink", "rename"))
        for path in re.findall(r'"([^"]*)"', raw)[:1]:
            lexical = os.path.normpath(tree / path)
            real = os.path.realpath(lexical) if follows else lexical
            beside = real.startswith(f"{top}/") and not f"{real}/".startswith((f"{tree}/", f"{top}/cache/"))
            if beside or real in ("/etc/passwd", "/dev/zero") or name in ("connect", "sendto"):
                yield f"{' '.join(arguments)}: {name}({raw[:100]}"


def outside(other_trees: int) -> int:
    """How many calls of runs on hostile trees look beside them, wherever their links lead: five runs on a tree that is
    made of ways out, and every command in every format on each of some of `trees.py`.
    """
    looked: list[str] = []
    count: Counter[str] = Counter()
    five = (["check", "."], ["check", ".", "--fix"], ["links", "--offline"], ["report"], ["claims"])
    with tempfile.TemporaryDirectory() as name:
        top = Path(os.path.realpath(name))
        build_hostile(top)
        for arguments in five:
            looked += looks_outside(top, arguments, count)
    for seed in range(other_trees):
        with tempfile.TemporaryDirectory() as name:
            top = Path(os.path.realpath(name))
            trees.Tree(top / "tree", random.Random(seed))
            for _, arguments in trees.commands():
                looked += looks_outside(top, arguments, count)
    for line in looked:
        print(f"FAIL {line}")
    print(f"{count['calls']} calls of {count['runs']} runs on hostile trees: {len(looked)} look beside them or connect")
    return len(looked)


def main(arguments: list[str]) -> int:
    if "--outside" in arguments:
        return 1 if outside(other_trees=10) else 0
    short = "--short" in arguments
    only = arguments[arguments.index("--only") + 1].split(",") if "--only" in arguments else None
    faults = total = reached = 0
    with tempfile.TemporaryDirectory() as name:
        top = Path(os.path.realpath(name))
        first = top / "first"
        build(first)
        (first / "cache").mkdir()
        filled = {"PATH": os.environ["PATH"], "CREDLINT_CACHE_DIR": str(first / "cache")}
        subprocess.run(
            [*COMMAND, "check", "content", "--jobs", "1", "-q"],
            cwd=first / "tree",
            env=filled,
            capture_output=True,
            check=False,
        )
        for run in RUNS:
            if only and run.name not in only:
                continue
            with Interpreter(top, run) as interpreter:
                usual = interpreter.carry_out(["-e", "trace=none"])
                assert usual.code in (0, 1), usual.complained
                before = files_of(first / "tree")
                before["content/2.md"] = ARTICLE.format(n="2 as changed").encode()
                every = list(calls(top, interpreter))
                reached += len(every)
                for turn, call in enumerate(every):
                    for error in [ERRORS[turn % len(ERRORS)]] if short else ERRORS:
                        total += 1
                        ended = interpreter.carry_out(injection(call, error))
                        try:
                            wrong = fault(run, call, error, ended, usual, before)
                        except ValueError as problem:
                            wrong = str(problem)
                        log = (top / "log").read_text("utf-8", "replace")
                        hit = [line for line in log.splitlines() if "INJECTED" in line]
                        if not hit or (about(hit[0], [str(top)]) is None and call.name in PATHS):
                            wrong = wrong or f"the call that failed was another one: {hit[:1]}"
                        if wrong:
                            faults += 1
                            print(f"FAIL {run.name}: {call.name} {call.about} {error}: {wrong}", flush=True)
                            print(f"     exit {ended.code}: {(ended.complained or ended.said)[-300:]!r}", flush=True)
            print(f"{run.name}: {len(every)} calls reached", flush=True)
    print(f"{total} failing calls of {reached} reached ones in {len(only or RUNS)} runs: {faults} faults")
    faults += 0 if only else outside(other_trees=10)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

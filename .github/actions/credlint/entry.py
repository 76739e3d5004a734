"""What the action runs: the inputs of the workflow become arguments of credlint, and its exit code an output.

An input may hold untrusted text (the names of changed files, say). So inputs come through the environment,
become single arguments that no shell reads, and are never printed. Python is started with -I: nothing in the checkout
is imported, whatever its files are called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

# They run with the rights of the repository itself, whoever wrote what was checked out.
PRIVILEGED = ("pull_request_target", "workflow_run")


class Refused(Exception):
    """An input that is refused. The message quotes nothing of it."""


def arguments(environ: Mapping[str, str]) -> list[str]:
    """The arguments of `credlint check`, without a format. Raises Refused."""
    given = []
    for name, option in (("CONFIG", "config"), ("FAIL_ON", "fail-on"), ("SELECT", "select"), ("IGNORE", "ignore")):
        if value := environ.get(f"INPUT_{name}", "").strip():
            given.append(f"--{option}={value}")
    if since := _since(environ):
        given.append(f"--since={since}")
    given.append("--links" if _is_true(environ, "LINKS") else "--no-links")
    lines = (line.removesuffix("\r") for line in environ.get("INPUT_PATHS", "").split("\n"))
    # A name that begins with a dash is neither an option nor, alone, the standard input.
    return [*given, "--", *(f"./{line}" if line.startswith("-") else line for line in lines if line.strip())]


def _since(environ: Mapping[str, str]) -> str:
    since = environ.get("INPUT_SINCE", "").strip()
    if since != "auto":
        return since
    branch = environ.get("GITHUB_BASE_REF", "")
    return f"origin/{branch}" if branch else ""


def _is_true(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(f"INPUT_{name}", "").strip().lower()
    if value not in ("", "true", "false"):
        raise Refused(f"the input {name.lower().replace('_', '-')} is neither true nor false")
    return value == "true"


def refuse_privileges(environ: Mapping[str, str]) -> None:
    """Raises Refused where an untrusted checkout would be read with the repository's rights."""
    event = environ.get("GITHUB_EVENT_NAME", "")
    if event in PRIVILEGED and not _is_true(environ, "TRUST_CHECKOUT"):
        raise Refused(f"not run under {event}: use pull_request, which needs no rights, or set trust-checkout: true")


def sarif_file(environ: Mapping[str, str]) -> Path | None:
    """Where to write the SARIF report. Raises Refused for a place in the checkout, which may be untrusted."""
    name = environ.get("INPUT_SARIF", "").strip()
    if not name:
        return None
    file = Path(name).resolve()
    if file.is_relative_to(Path(environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()):
        raise Refused("the sarif file would lie in the checkout: write it to a folder of its own, such as runner.temp")
    return file


def main() -> int:
    environ = os.environ
    try:
        refuse_privileges(environ)
        given, sarif = arguments(environ), sarif_file(environ)
    except Refused as refused:
        print(f"::error title=credlint::{refused}")
        return _with_output(2)
    if temp := environ.get("RUNNER_TEMP"):
        environ.setdefault("CREDLINT_CACHE_DIR", str(Path(temp, "credlint-cache")))
    sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "src"))
    from credlint.cli import main as credlint

    code = credlint(["check", "--format=github", *given])
    if sarif is not None and code in (0, 1):
        # The first run filled the caches: this one reads no file and asks no host anew.
        links = "--remembered-links" if "--links" in given else "--no-links"
        rest = [argument for argument in given if argument not in ("--links", "--no-links")]
        written = credlint(["check", "--format=sarif", f"--output={sarif}", "--quiet", links, *rest])
        code = max(code, written)
    if code > 1:
        print("::error title=credlint::credlint could not do its work; the log of this step says why")
    return _with_output(code)


def _with_output(code: int) -> int:
    """The exit code, also as an output of the step."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        with Path(file).open("a", encoding="utf-8") as output:
            output.write(f"exit-code={code}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())

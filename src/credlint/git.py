"""Files of a git repository: the only module that runs a process.

Only plumbing commands are used, whose output is made for machines (NUL between names). The repository may be untrusted,
and nothing that its configuration names is run: these commands start no pager, hook, filter, diff driver or signature
check, and what else could start one is switched off. Nothing is fetched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from credlint.contents import real
from credlint.errors import RepositoryError

_SWITCHED_OFF = (
    *("--no-pager", "--no-replace-objects", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    # A checked tree may hold what looks like a bare repository, with a configuration of its own.
    *("-c", "safe.bareRepository=explicit"),
)
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # In a partial clone git would fetch what is missing, by the means that the repository's configuration names.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
# Set for hooks, and about another folder than the one asked about.
_OF_ANOTHER_CALL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_EXTERNAL_DIFF")

# For one command. Git may wait without end, for a pipe in place of a file, say; no honest command takes so long.
SECONDS_PER_COMMAND = 60

FILE, EXECUTABLE, SUBMODULE = "100644", "100755", "160000"


class Blob(Struct, frozen=True):
    """A file of a commit: its mode as git writes it, and the name of its content."""

    mode: str
    name: str


class Repository(Struct, frozen=True):
    """A repository with a work tree; `top` is that tree's folder, without symbolic links in its path."""

    top: Path

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository that a folder lies in. Raises RepositoryError where there is none."""
        done = _run(folder, "rev-parse", "--show-toplevel")
        if done.returncode == 0:
            return cls(real(Path(os.fsdecode(done.stdout.removesuffix(b"\n")))))
        said = _said(done)
        if "dubious ownership" in said:
            hint = f"if you trust it: git config --global --add safe.directory '{folder}'"
            raise RepositoryError("git does not trust this repository, which is another user's", hint=hint)
        hint = "--since compares with a commit: run it in a clone of the repository, or without --since"
        raise RepositoryError(f"{folder} is in no git work tree ({said})", hint=hint)

    def merge_base(self, ref: str) -> str:
        """The commit from which HEAD and `ref` parted. Raises RepositoryError where that cannot be known."""
        shallow = self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"
        commit = self._commit(ref)
        head = self._commit("HEAD")
        if shallow:
            # What is found may be older than the true one, without any sign of it.
            message = f"this is a shallow clone, in which the merge base of HEAD and {ref!r} cannot be known"
            raise RepositoryError(message, hint=f"{self._deepen(ref)} (actions/checkout: fetch-depth: 0)")
        if commit is None:
            message = f"there is no commit {ref!r} in this repository"
            raise RepositoryError(message, hint=f"{self._fetch(ref)}, or name a commit that is here")
        if head is None:
            raise RepositoryError("there is no commit here yet", hint="commit first, or run it without --since")
        done = _run(self.top, "merge-base", commit, head)
        if done.returncode == 0:
            return done.stdout.decode().split()[0]
        hint = "name a commit of the history that HEAD belongs to; git log shows it"
        raise RepositoryError(f"HEAD and {ref!r} have no commit in common", hint=hint)

    def day(self, commit: str) -> date:
        """The day, in UTC, on which a commit was made. Raises RepositoryError where it has no date."""
        for line in self._ask("cat-file", "commit", commit).split(b"\n"):
            if line.startswith(b"committer "):
                with contextlib.suppress(ValueError, IndexError, OverflowError):
                    return date(1970, 1, 1) + timedelta(seconds=int(line.split()[-2]))
        raise RepositoryError(f"commit {commit} has no date", hint="git fsck shows what is wrong")

    def files(self, commit: str) -> dict[str, Blob]:
        """Every file of a commit by its path from `top`, with `/`."""
        found = {}
        for row in self._ask("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
            if row:
                about, _, path = row.partition(b"\t")
                mode, _, name = about.decode().split()
                found[os.fsdecode(path)] = Blob(mode, name)
        return found

    def read(self, blobs: Iterable[Blob], limit: int) -> dict[Blob, bytes]:
        """What files of a commit hold; of one that is larger than `limit` bytes, so many NULs and one more."""
        wanted = list(dict.fromkeys(blobs))
        sizes = self._sizes(wanted)
        fitting = [blob for blob in wanted if sizes[blob] <= limit]
        contents = {blob: bytes(limit + 1) for blob in wanted if sizes[blob] > limit}
        if fitting:
            answer = memoryview(self._ask("cat-file", "--batch", given=_names(fitting)))
            for blob in fitting:
                # Each content stands between a line about it and a line feed.
                start = sum(map(len, (blob.name, " blob ", str(sizes[blob]), "\n")))
                contents[blob] = bytes(answer[start : start + sizes[blob]])
                answer = answer[start + sizes[blob] + 1 :]
        return contents

    def _sizes(self, blobs: list[Blob]) -> Mapping[Blob, int]:
        if not blobs:
            return {}
        rows = self._ask("cat-file", "--batch-check", given=_names(blobs)).decode().splitlines()
        if not all(row.split()[1:2] == ["blob"] for row in rows):
            raise self._incomplete("files of earlier commits are missing")
        return {blob: int(row.split()[2]) for blob, row in zip(blobs, rows, strict=True)}

    def _commit(self, ref: str) -> str | None:
        done = _run(self.top, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def _deepen(self, ref: str) -> str:
        return self._fetch(ref, "--unshallow ")

    def _fetch(self, ref: str, option: str = "") -> str:
        """The command that brings every branch of the remote, also where it was cloned for one."""
        remote = self._remote(ref)
        return f"git fetch {option}{remote} '+refs/heads/*:refs/remotes/{remote}/*'" if remote else "git fetch"

    def _remote(self, ref: str = "") -> str | None:
        """The remote that a reference names, else the usual one."""
        remotes = self._ask("remote").decode("utf-8", "replace").split("\n")[:-1]
        named = [remote for remote in remotes if ref.startswith(f"{remote}/")]
        return next(iter([*named, *(remote for remote in remotes if remote == "origin"), *remotes]), None)

    def _ask(self, *arguments: str, given: bytes = b"") -> bytes:
        done = _run(self.top, *arguments, given=given)
        if done.returncode != 0:
            raise self._incomplete(f"git {arguments[0]} failed: {_said(done)}")
        return done.stdout

    def _incomplete(self, message: str) -> RepositoryError:
        if _run(self.top, "config", "--get-regexp", r"^remote\..*\.promisor$").returncode != 0:
            return RepositoryError(message, hint="git fsck shows what is wrong")
        message = f"this is a partial clone, in which what files once held is missing ({message})"
        return RepositoryError(message, hint="git fetch --refetch --no-filter")


def _names(blobs: Iterable[Blob]) -> bytes:
    return "".join(f"{blob.name}\n" for blob in blobs).encode()


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    # A relative entry of PATH would take whatever is called git in the checked tree.
    if program is None or not Path(program).is_absolute():
        raise RepositoryError("git is not installed", hint="install git, or run it without --since")
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_CALL}
    command = [program, *_SWITCHED_OFF, *arguments]
    try:
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            cwd=folder,
            env={**kept, **_ENVIRONMENT},
            check=False,
            timeout=SECONDS_PER_COMMAND,
        )
    except subprocess.TimeoutExpired:
        message = f"git {arguments[0]} did not end within {SECONDS_PER_COMMAND} seconds"
        raise RepositoryError(message, hint="git fsck shows what is wrong") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"exit code {done.returncode}"

"""A real git repository with a small site and a catalog of its own, all of it invented."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

CONFIGURATION = """\
content = ["content"]
catalog = ["catalog"]
fail-on = "info"
select = ["default"]
ignore = ["unsourced-statistic"]

[site]
routes = [{ prefix = "/blog/", folder = "content" }]
"""

SOURCES = """
sources:
  acme: {url: https://acme.example/exams, title: Exams, official: true, seen: page, page-date: 2026-05}
"""

# The baker's price rose between the first commit and the day of the check, the pastry specialist's long before.
BAKER = """\
name: Acme Certified Baker
kind: exam
costs:
- {amount: 90, currency: USD, basis: exam, since: 2022-05-10, until: 2026-06-09, sources: [acme], checked: 2026-05}
- {amount: 100, currency: USD, basis: exam, since: 2026-06-10, sources: [acme], checked: 2026-05}
"""
PASTRY = """\
name: Acme Certified Pastry Specialist
kind: exam
costs:
- {amount: 250, currency: USD, basis: exam, since: 2019-03-12, until: 2024-06-30, sources: [acme], checked: 2026-05}
- {amount: 300, currency: USD, basis: exam, since: 2024-07-01, sources: [acme], checked: 2026-05}
"""

FILES = {
    "credlint.toml": CONFIGURATION,
    "catalog/acme/provider.yaml": "name: Acme\n",
    "catalog/acme/baker.yaml": BAKER + SOURCES,
    "catalog/acme/pastry-specialist.yaml": PASTRY + SOURCES,
    "content/baker.md": "# Bakers\n\n## Price\n\nThe Acme Certified Baker exam costs $100.\n",
    "content/stale.md": "# Pastry\n\nThe Acme Certified Pastry Specialist exam costs $250.\n",
    "content/guide.md": "# Guide\n\nSee [bakers](/blog/baker/#price) and [pastry](stale.md).\n",
}

FIRST_DAY = "2026-06-01"


class Repository:
    """Commits of it, made on days that are told."""

    def __init__(self, top: Path) -> None:
        self.top = top

    @classmethod
    def create(cls, top: Path) -> Repository:
        """One commit on `main`, and the branch `work` checked out at it."""
        repository = cls(top)
        top.mkdir(parents=True, exist_ok=True)
        repository.git("init", "-q", "-b", "main")
        for path, text in FILES.items():
            repository.write(path, text)
        repository.commit(FIRST_DAY)
        repository.git("checkout", "-q", "-b", "work")
        return repository

    def git(self, *arguments: str, day: str = FIRST_DAY) -> str:
        when = f"{day}T12:00:00+00:00"
        done = subprocess.run(
            ["git", "-c", "user.name=Writer", "-c", "user.email=writer@acme.example", *arguments],
            cwd=self.top,
            env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout.decode()

    def commit(self, day: str = "2026-06-12") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "-m", "A change", day=day)

    def write(self, path: str, text: str) -> None:
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def text(self, path: str) -> str:
        return (self.top / path).read_bytes().decode()

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def rename(self, old: str, new: str) -> None:
        target = self.top / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.top / old).rename(target)

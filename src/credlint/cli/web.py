"""Asking the web, and the answers remembered between runs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec import structs

from credlint.cli.session import Session, say

if TYPE_CHECKING:
    from credlint.links import LinkResult, Policy
    from credlint.run import Verify


def verifier(
    session: Session, allow_private: Iterable[str], remembered: bool, quiet: bool, verbose: bool = False
) -> Verify:
    """What answers for URLs: the web, politely, or the memory of earlier runs."""
    from credlint.link_store import LinkStore

    store = LinkStore(session.cache_folder) if session.cache_folder else None
    policy = policy_of(session, allow_private)

    def verify(urls: Iterable[str]) -> Mapping[str, LinkResult]:
        from credlint import links

        wanted = list(urls)
        known = store.recall(wanted, policy) if store else {}
        if remembered:
            return known
        try:
            with _bar(len(wanted), quiet or verbose) as tell:
                results = links.verify(
                    wanted,
                    known,
                    policy,
                    tell,
                    now=lambda: datetime.now(UTC),
                    on_request=tell_request if verbose else None,
                )
        except links.Interrupted as ended:
            if store:
                store.remember(ended.results, policy)
            raise
        if store:
            store.remember(results, policy)
        return results

    return verify


def tell_request(line: str) -> None:
    say(line)


def policy_of(session: Session, allow_private: Iterable[str]) -> Policy:
    from credlint.links import Policy
    from credlint.links.address import networks

    named = [*allow_private, *re.split(r"[\s,]+", os.environ.get("CREDLINT_ALLOW_PRIVATE", ""))]
    settings = session.config.links
    policy = Policy(
        allow_private=networks(name for name in named if name),
        exclude=settings.exclude,
        hosts=settings.hosts,
        max_age_hours=settings.max_age_hours,
        ca_file=os.environ.get("CREDLINT_CA_FILE") or None,
    )
    if settings.timeout_seconds is None:
        return policy

    return structs.replace(policy, timeout_seconds=settings.timeout_seconds)


class _bar:
    """A bar on stderr while links are asked, for a person at a terminal."""

    def __init__(self, total: int, quiet: bool) -> None:
        self._total, self._shown = total, not quiet and total > 0 and sys.stderr.isatty()
        self._progress: Any = None

    def __enter__(self) -> Callable[[Any], None]:
        if not self._shown:
            return lambda said: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}")
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        task = self._progress.add_task("", total=self._total)

        def tell(said: Any) -> None:
            counts = ", ".join(f"{count} {status.value}" for status, count in said.counts.items() if count)
            self._progress.update(task, completed=said.done, total=said.total, description=counts)

        return tell

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

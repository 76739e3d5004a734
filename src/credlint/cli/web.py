"""Checking outbound links, with the results of earlier runs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import structs

from credlint.cli.session import Asked, Session, say

if TYPE_CHECKING:
    from credlint.links import LinkResult, Policy, Progress
    from credlint.plan import Verify


def verifier(session: Session, asked: Asked) -> Verify:
    """What checks URLs: requests to the web, or the results of earlier runs."""
    from credlint.link_store import LinkStore

    store = LinkStore(session.cache_folder) if session.cache_folder else None
    policy = policy_of(session, asked.allow_private)

    def verify(urls: Iterable[str]) -> Mapping[str, LinkResult]:
        from credlint import links

        wanted = list(urls)
        known = store.recall(wanted, policy) if store else {}
        if asked.remembered_links:
            return known
        try:
            with _bar(len(wanted), asked.quiet or asked.verbose) as advance:
                results = links.verify(
                    wanted,
                    known,
                    policy,
                    advance,
                    now=lambda: datetime.now(UTC),
                    on_request=say if asked.verbose else None,
                )
        except links.VerificationInterrupted as ended:
            if store:
                store.remember(ended.results, policy)
            raise
        if store:
            store.remember(results, policy)
        return results

    return verify


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


@contextmanager
def _bar(total: int, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr while links are asked, for a person at a terminal."""
    if quiet or not total or not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("Asking"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.description}"),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(progress: Progress) -> None:
            counts = ", ".join(f"{count} {status.value}" for status, count in progress.counts.items() if count)
            bar.update(task, completed=progress.done, total=progress.total, description=counts)

        yield advance

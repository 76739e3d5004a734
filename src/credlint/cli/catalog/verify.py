"""credlint catalog verify: are the facts still so, by their sources?"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from credlint.cli.catalog.statements import (
    AS_TEXT_OR_JSON,
    LISTED,
    is_own,
    label,
    require_known,
    statement_json,
)
from credlint.cli.entry import FINDINGS, OK
from credlint.cli.options import allow_private_option, options, verbose_option
from credlint.cli.session import Asked, Session, emit, say
from credlint.cli.web import policy_of
from credlint.contents import real
from credlint.dates import date_text
from credlint.errors import UsageError
from credlint.escape import as_json, for_terminal, without_secrets

if TYPE_CHECKING:
    from credlint.links import Policy
    from credlint.upkeep import Check, Outcome


@click.command("verify", short_help="Re-check facts against their sources.")
@click.argument("idents", metavar="[ID]...", nargs=-1)
@options("config")
@click.option("--write", is_flag=True, help="Set `checked` of confirmed facts to today; change nothing else.")
@AS_TEXT_OR_JSON
@allow_private_option
@verbose_option
@options("output")
def command(idents: tuple[str, ...], write: bool, **given: Any) -> int:
    """Re-check the facts of the catalog, or of the credentials and providers with these IDs, against their sources.

    Exits 1 if a fact drifted, a source is gone, nothing could be confirmed, or fewer facts could be checked than last
    time.
    """
    _require_extra()
    from credlint.upkeep import Outcome

    asked = Asked(**given)
    session = asked.session()
    require_known(session.catalog, idents)
    policy = policy_of(session, asked.allow_private)
    run = _verified(session, idents, policy, write=write, on_request=say if asked.verbose else None)
    emit(_verify_json(session, run) if asked.format_name == "json" else _verify_text(run, asked.verbose), asked.output)
    warnings = _warnings(run)
    for warning in warnings:
        say(f"credlint: {warning}")
    return FINDINGS if warnings or run.counts[Outcome.DRIFTED] or run.counts[Outcome.GONE] else OK


class _Run(Struct, frozen=True):
    """The checks of one run, the places where it moved `checked`, and of how many facts the sources say anything: in
    this run and, where that is known, in the one before.
    """

    checks: Sequence[Check]
    written: frozenset[tuple[str, str]]
    judged: int
    judged_before: int | None

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(check.outcome for check in self.checks)


def _verified(
    session: Session, idents: Sequence[str], policy: Policy, *, write: bool, on_request: Callable[[str], None] | None
) -> _Run:
    from credlint import links
    from credlint.upkeep import Outcome, sources, statements
    from credlint.upkeep.writing import to_move

    found = [one for one in statements(session.catalog, session.today, idents) if is_own(session, one.path)]
    texts = _writable(session, {statement.path for statement in found}) if write else {}
    site = session.config.site.url
    addresses = sources.addresses(found, site)
    answers = links.fetch(addresses, policy, now=lambda: datetime.now(UTC), on_request=on_request)
    checks = sources.check_all(found, answers, session.catalog, session.today, site)
    written = _write(session, to_move(checks, session.today), texts) if write else frozenset()
    judged = sum(check.outcome is not Outcome.UNKNOWN for check in checks)
    return _Run(checks, written, judged, _judged_last_time(session, idents, judged))


def _warnings(run: _Run) -> list[str]:
    from credlint.upkeep import Outcome

    warnings = []
    if run.checks and not run.counts[Outcome.CONFIRMED]:
        count = len(run.checks)
        warnings.append(f"NOTHING WAS CONFIRMED: none of {count} facts; read the reasons before you trust any")
    if run.judged_before is not None and run.judged < run.judged_before:
        warnings.append(f"FEWER FACTS WERE CHECKED than last time: {run.judged}, and {run.judged_before} before")
    return warnings


def _require_extra() -> None:
    try:
        import credlint.upkeep.html  # noqa: F401
    except ModuleNotFoundError as missing:
        hint = "install it with the extra: pip install 'credlint[verify]'"
        raise UsageError(f"`catalog verify` needs {missing.name}, which is not installed", hint=hint) from None


def _writable(session: Session, paths: Iterable[str]) -> dict[str, bytes]:
    """The catalog files as they are before any request; only files of this site are written."""
    root = real(session.config.root)
    for path in paths:
        if not real(Path(path)).is_relative_to(root):
            raise UsageError(
                f"--write would change {path}, which is not a file of this site",
                hint='keep a catalog of your own: catalog = ["content/catalog"] in credlint.toml',
            )
    return {path: Path(path).read_bytes() for path in paths}


def _write(
    session: Session, wanted: Mapping[str, Sequence[str]], texts: Mapping[str, bytes]
) -> frozenset[tuple[str, str]]:
    """Moves `checked`, each file whole or not at all; returns the places that were written."""
    from credlint.store import write_whole
    from credlint.upkeep.writing import with_checked

    written: set[tuple[str, str]] = set()
    for path, pointers in sorted(wanted.items()):
        try:
            if Path(path).read_bytes() != texts[path]:
                raise ValueError("it was changed in the meantime")
            after = with_checked(texts[path].decode("utf-8"), pointers, session.today)
            write_whole(Path(path), after.encode("utf-8"))
        except (OSError, ValueError) as problem:
            say(f"credlint: {session.shown(Path(path))} was not written: {problem}")
            continue
        written |= {(path, pointer) for pointer in pointers}
    return frozenset(written)


def _judged_last_time(session: Session, idents: Sequence[str], judged: int) -> int | None:
    """How many facts the last run over the same catalog could judge; this run's number takes its place."""
    from credlint.store import write_whole

    if session.cache_folder is None:
        return None
    key = json.dumps([sorted(map(str, session.config.catalog)), sorted(idents)])
    file = session.cache_folder / f"verified-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"
    try:
        before = json.loads(file.read_text("utf-8"))["judged"]
    except (OSError, ValueError, KeyError, TypeError):
        before = None
    try:
        write_whole(file, json.dumps({"judged": judged, "day": session.today.isoformat()}).encode())
    except OSError:
        say("credlint: the number of this run could not be kept for the next one")
    return before if isinstance(before, int) else None


def _verify_text(run: _Run, verbose: bool) -> str:
    from credlint.upkeep import Outcome

    lines = []
    reasons: Counter[str] = Counter()
    for check in run.checks:
        is_quiet = check.outcome in (Outcome.CONFIRMED, Outcome.UNKNOWN) and not check.is_disputed
        if check.outcome is Outcome.UNKNOWN:
            reasons[check.by_source[0].detail] += 1
        if is_quiet and not verbose:
            continue
        lines.append(f"{label(check.statement)}: {check.outcome.value}")
        if check.is_disputed:
            lines.append("  its sources contradict each other:")
        for one in check.by_source:
            official = "official" if one.source.official else "third party"
            says = f": “{one.says}”" if one.says else ""
            detail = f", {one.detail}" if one.detail else ""
            lines.append(f"  {one.outcome.value}{detail}{says} <{without_secrets(one.source.url or '')}> ({official})")
        if check.outcome is Outcome.DRIFTED:
            lines.append("  check it there; if it changed, close the fact with `until` and add a line with `since`")
        elif check.outcome is Outcome.GONE:
            lines.append("  find another page that states it, preferably the issuer's")
    if reasons and not verbose:
        lines.append("cannot tell (-v lists each):")
        lines += [f"  {count:5}  {reason}" for reason, count in reasons.most_common(LISTED)]
    counts = ", ".join(f"{run.counts[outcome]} {outcome.value}" for outcome in Outcome)
    moved = f"; `checked` moved for {len(run.written)}" if run.written else ""
    lines.append(f"{len(run.checks)} facts: {counts}{moved}")
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _verify_json(session: Session, run: _Run) -> str:
    from credlint.upkeep import Outcome

    catalog = session.catalog
    return as_json(
        {
            "version": 1,
            "as_of": session.today.isoformat(),
            "catalog": {"digest": catalog.digest, "newest_check": date_text(catalog.newest_check())},
            "counts": {outcome.value: run.counts[outcome] for outcome in Outcome},
            "told_last_time": run.judged_before,
            "facts": [
                {
                    **statement_json(session, check.statement),
                    "outcome": check.outcome.value,
                    "disputed": check.is_disputed,
                    "written": (check.statement.path, check.statement.pointer) in run.written,
                    "sources": [
                        {
                            "url": without_secrets(one.source.url) if one.source.url else None,
                            "title": one.source.title,
                            "official": one.source.official,
                            "outcome": one.outcome.value,
                            "detail": one.detail or None,
                            "says": one.says,
                        }
                        for one in check.by_source
                    ],
                }
                for check in run.checks
            ],
        }
    )

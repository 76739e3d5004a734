"""credlint catalog verify: are the facts still so, by their sources?"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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
from credlint.cli.session import Session, emit, say
from credlint.cli.web import policy_of
from credlint.dates import date_text
from credlint.errors import UsageError
from credlint.escape import as_json, for_terminal, without_secrets

if TYPE_CHECKING:
    from credlint.upkeep import Check


@click.command("verify", short_help="Re-check facts against their sources.")
@click.argument("idents", metavar="[ID]...", nargs=-1)
@options("config")
@click.option("--write", is_flag=True, help="Set `checked` of confirmed facts to today; change nothing else.")
@AS_TEXT_OR_JSON
@allow_private_option
@verbose_option
@options("output")
def command(
    idents: tuple[str, ...],
    config_file: Path | None,
    write: bool,
    format_name: str,
    allow_private: tuple[str, ...],
    verbose: bool,
    output: Path | None,
) -> int:
    """Re-check the facts of the catalog, or of the credentials and providers with these IDs, against their sources.

    Exits 1 if a fact drifted, a source is gone, nothing could be confirmed, or fewer facts could be checked than last
    time.
    """
    _require_extra()
    from credlint import links
    from credlint.upkeep import Outcome, sources, statements
    from credlint.upkeep.writing import to_move

    session = Session.start(config_file)
    require_known(session.catalog, idents)
    found = [one for one in statements(session.catalog, session.today, idents) if is_own(session, one.path)]
    texts = _writable(session, {statement.path for statement in found}) if write else {}
    site = session.config.site.url
    answers = links.fetch(
        sources.addresses(found, site),
        policy_of(session, allow_private),
        now=lambda: datetime.now(UTC),
        on_request=say if verbose else None,
    )
    checks = sources.check_all(found, answers, session.catalog, session.today, site)
    written = _write(session, to_move(checks, session.today), texts) if write else set()
    counts = Counter(check.outcome for check in checks)
    told = counts.total() - counts[Outcome.UNKNOWN]
    before = _told_last_time(session, idents, told)
    if format_name == "json":
        emit(_verify_json(session, checks, counts, before, written), output)
    else:
        emit(_verify_text(checks, counts, written, verbose), output)
    warnings = []
    if checks and not counts[Outcome.CONFIRMED]:
        warnings.append(f"NOTHING WAS CONFIRMED: none of {len(checks)} facts; read the reasons before you trust any")
    if before is not None and told < before:
        warnings.append(f"FEWER FACTS WERE CHECKED than last time: {told}, and {before} before")
    for warning in warnings:
        say(f"credlint: {warning}")
    return FINDINGS if warnings or counts[Outcome.DRIFTED] or counts[Outcome.GONE] else OK


def _require_extra() -> None:
    try:
        import credlint.upkeep.html  # noqa: F401
    except ModuleNotFoundError as missing:
        hint = "install it with the extra: pip install 'credlint[verify]'"
        raise UsageError(f"`catalog verify` needs {missing.name}, which is not installed", hint=hint) from None


def _writable(session: Session, paths: Iterable[str]) -> dict[str, bytes]:
    """The catalog files as they are before anybody is asked; only files of this site are written."""
    root = session.config.root.resolve()
    for path in paths:
        if not Path(path).resolve().is_relative_to(root):
            raise UsageError(
                f"--write would change {path}, which is not a file of this site",
                hint='keep a catalog of your own: catalog = ["content/catalog"] in credlint.toml',
            )
    return {path: Path(path).read_bytes() for path in paths}


def _write(session: Session, wanted: Mapping[str, Sequence[str]], texts: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Moves `checked`, each file whole or not at all; which places were written."""
    from credlint.store import write_whole
    from credlint.upkeep.writing import with_checked

    written = set()
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
    return written


def _told_last_time(session: Session, idents: Sequence[str], told: int) -> int | None:
    """How many facts could be told of in the last run of this kind; this one's number takes its place."""
    from credlint.store import write_whole

    if session.cache_folder is None:
        return None
    key = json.dumps([sorted(map(str, session.config.catalog)), sorted(idents)])
    file = session.cache_folder / f"verified-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"
    try:
        before = json.loads(file.read_text("utf-8"))["told"]
    except (OSError, ValueError, KeyError, TypeError):
        before = None
    try:
        write_whole(file, json.dumps({"told": told, "day": session.today.isoformat()}).encode())
    except OSError:
        say("credlint: the number of this run could not be kept for the next one")
    return before if isinstance(before, int) else None


def _verify_text(
    checks: Sequence[Check], counts: Mapping[Any, int], written: set[tuple[str, str]], verbose: bool
) -> str:
    from credlint.upkeep import Outcome

    lines = []
    reasons: Counter[str] = Counter()
    for check in checks:
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
    said = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome)
    lines.append(f"{len(checks)} facts: {said}" + (f"; `checked` moved for {len(written)}" if written else ""))
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _verify_json(
    session: Session,
    checks: Sequence[Check],
    counts: Mapping[Any, int],
    before: int | None,
    written: set[tuple[str, str]],
) -> str:
    from credlint.upkeep import Outcome

    catalog = session.catalog
    return as_json(
        {
            "version": 1,
            "as_of": session.today.isoformat(),
            "catalog": {"digest": catalog.digest, "newest_check": date_text(catalog.newest_check())},
            "counts": {outcome.value: counts[outcome] for outcome in Outcome},
            "told_last_time": before,
            "facts": [
                {
                    **statement_json(session, check.statement),
                    "outcome": check.outcome.value,
                    "disputed": check.is_disputed,
                    "written": (check.statement.path, check.statement.pointer) in written,
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
                for check in checks
            ],
        }
    )

"""credlint catalog verify, due and impact: keeping the catalog true."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

import click

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.options import allow_private_option, format_option, options, verbose_option
from credlint.cli.session import Session, emit, progress, tell_crashes
from credlint.cli.web import policy_of, tell_request
from credlint.errors import UsageError
from credlint.escape import as_json, for_terminal, without_secrets
from credlint.reporters.json import place

if TYPE_CHECKING:
    from credlint.catalog import Catalog, Source
    from credlint.upkeep import Check, Sighting, Statement
    from credlint.upkeep.due import Due
    from credlint.upkeep.impact import Touched

AS_TEXT_OR_JSON = format_option(["text", "json"])
LISTED = 20


@click.command("verify", short_help="Asks the sources of facts whether they are still so.")
@click.argument("idents", metavar="[ID]...", nargs=-1)
@options("config")
@click.option("--write", is_flag=True, help="Move `checked` to today where a fact is confirmed, and nothing else.")
@AS_TEXT_OR_JSON
@allow_private_option
@verbose_option
@options("output")
def verify(
    idents: tuple[str, ...],
    config_file: Path | None,
    write: bool,
    format_name: str,
    allow_private: tuple[str, ...],
    verbose: bool,
    output: Path | None,
) -> int:
    """Asks the sources whether the facts of the catalog (or of credentials and providers by ID) are still so.

    Exits 1 where a fact drifted, a source is gone, nothing could be confirmed, or less could be told than last time.
    """
    from credlint import links
    from credlint.upkeep import Outcome, statements

    _with_extra()
    session = Session.start(config_file)
    catalog = session.catalog
    _known(catalog, idents)
    found = _own(session, statements(catalog, session.today, idents))
    texts = _writable(session, {statement.path for statement in found}) if write else {}
    urls = sorted({_page(source) for statement in found for source in _to_ask(session, statement)})
    answers = links.fetch(
        urls,
        policy_of(session, allow_private),
        now=lambda: datetime.now(UTC),
        on_request=tell_request if verbose else None,
    )
    checks = _checks(session, catalog, found, answers)
    written = _move(session, [one for one in checks if one.outcome is Outcome.CONFIRMED], texts) if write else set()
    counts = Counter(check.outcome for check in checks)
    told = counts.total() - counts[Outcome.UNTOLD]
    before = _last_time(session, idents, told)
    if format_name == "json":
        emit(_verify_json(session, catalog, checks, counts, before, written), output)
    else:
        emit(_verify_text(checks, counts, written, verbose), output)
    loud = []
    if checks and not counts[Outcome.CONFIRMED]:
        loud.append(f"NOTHING WAS CONFIRMED: of {len(checks)} facts none; look at the reasons before you trust any")
    if before is not None and told < before:
        loud.append(f"FEWER FACTS WERE CHECKED than last time: {told}, and {before} before")
    for line in loud:
        click.echo(f"credlint: {line}", err=True)
    return FINDINGS if loud or counts[Outcome.DRIFTED] or counts[Outcome.GONE] else OK


def _with_extra() -> None:
    try:
        import credlint.upkeep.page  # noqa: F401
    except ModuleNotFoundError as missing:
        hint = "install it with the extra: pip install 'credlint[verify]'"
        raise UsageError(f"`catalog verify` needs {missing.name}, which is not installed", hint=hint) from None


def _known(catalog: Catalog, idents: Iterable[str]) -> None:
    import difflib

    known = [*catalog.credentials, *catalog.providers]
    for ident in idents:
        if ident not in known:
            near = difflib.get_close_matches(ident, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else "credlint catalog list shows all credentials"
            raise UsageError(f"there is no credential or provider {ident!r} in the catalog", hint=hint)


def _own(session: Session, found: list[Statement]) -> list[Statement]:
    """Those of the configured folders; without any, of the catalog that comes with credlint."""
    folders = [f"{folder}/" for folder in session.config.catalog]
    return [one for one in found if not folders or one.path.startswith(tuple(folders))]


def _page(source: Source) -> str:
    return urldefrag(source.url or "").url


def _is_own_page(session: Session, source: Source) -> bool:
    own, theirs = (urlsplit(url or "").hostname for url in (session.config.site.url, source.url))
    return own is not None and theirs is not None and own.removeprefix("www.") == theirs.removeprefix("www.")


def _to_ask(session: Session, statement: Statement) -> list[Source]:
    return [source for source in statement.sources if source.url and not _is_own_page(session, source)]


def _checks(session: Session, catalog: Catalog, found: Sequence[Statement], answers: Mapping[str, Any]) -> list[Check]:
    from credlint.upkeep import Check, Outcome, Sighting
    from credlint.upkeep.reading import Answer, look

    pages = {url: Answer(result, page, catalog) for url, (result, page) in answers.items()}

    def ask(statement: Statement, source: Source, is_first: bool) -> Sighting:
        if source.url is None:
            return Sighting(source, Outcome.UNTOLD, "the source has no address")
        if _is_own_page(session, source):
            return Sighting(source, Outcome.UNTOLD, "this is the site's own page, which cannot be its own witness")
        # `evidence` is of the first source.
        locator = statement.evidence or {} if is_first else {}
        return look(statement, source, pages[_page(source)], catalog, session.today, locator)

    return [
        Check(one, tuple(ask(one, source, number == 0) for number, source in enumerate(one.sources))) for one in found
    ]


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


def _move(session: Session, confirmed: Iterable[Check], texts: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Moves `checked`, each file whole or not at all; which places were written."""
    from credlint.store import write_whole
    from credlint.upkeep.writing import with_checked

    wanted: dict[str, list[str]] = {}
    for check in confirmed:
        day = check.statement.checked
        if day is None or day.latest < session.today:
            wanted.setdefault(check.statement.path, []).append(check.statement.pointer)
    written = set()
    for path, pointers in sorted(wanted.items()):
        try:
            if Path(path).read_bytes() != texts[path]:
                raise ValueError("it was changed in the meantime")
            after = with_checked(texts[path].decode("utf-8"), pointers, session.today)
            write_whole(Path(path), after.encode("utf-8"))
        except (OSError, ValueError) as problem:
            click.echo(f"credlint: {for_terminal(session.shown(Path(path)))} was not written: {problem}", err=True)
            continue
        written |= {(path, pointer) for pointer in pointers}
    return written


def _last_time(session: Session, idents: Sequence[str], told: int) -> int | None:
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
        click.echo("credlint: the number of this run could not be kept for the next one", err=True)
    return before if isinstance(before, int) else None


def _verify_text(
    checks: Sequence[Check], counts: Mapping[Any, int], written: set[tuple[str, str]], verbose: bool
) -> str:
    from credlint.upkeep import Outcome

    lines = []
    reasons: Counter[str] = Counter()
    for check in checks:
        is_quiet = check.outcome in (Outcome.CONFIRMED, Outcome.UNTOLD) and not check.is_disputed
        if check.outcome is Outcome.UNTOLD:
            reasons[check.sightings[0].detail] += 1
        if is_quiet and not verbose:
            continue
        lines.append(f"{_named(check.statement)}: {check.outcome.value}")
        if check.is_disputed:
            lines.append("  its sources contradict each other:")
        for one in check.sightings:
            official = "official" if one.source.official else "third party"
            says = f": “{one.says}”" if one.says else ""
            detail = f", {one.detail}" if one.detail else ""
            lines.append(f"  {one.outcome.value}{detail}{says} <{without_secrets(one.source.url or '')}> ({official})")
        if check.outcome is Outcome.DRIFTED:
            lines.append("  look there; if it changed, close the fact with `until` and add a line with `since`")
        elif check.outcome is Outcome.GONE:
            lines.append("  find a page that states it, best the issuer's own")
    if reasons and not verbose:
        lines.append("cannot tell (-v lists each):")
        lines += [f"  {count:5}  {reason}" for reason, count in reasons.most_common(LISTED)]
    said = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome)
    lines.append(f"{len(checks)} facts: {said}" + (f"; `checked` moved for {len(written)}" if written else ""))
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _named(statement: Statement) -> str:
    from credlint import wording

    narrow = wording.narrowing(statement.fact) if statement.fact else ""
    return f"{statement.owner.id}: {statement.kind.value} {wording.value(statement.value)}{narrow}"


def _verify_json(
    session: Session,
    catalog: Catalog,
    checks: Sequence[Check],
    counts: Mapping[Any, int],
    before: int | None,
    written: set[tuple[str, str]],
) -> str:
    from credlint.upkeep import Outcome

    newest = catalog.newest_check()
    return _dump(
        {
            "version": 1,
            "as_of": session.today.isoformat(),
            "catalog": {"digest": catalog.digest, "newest_check": str(newest) if newest else None},
            "counts": {outcome.value: counts[outcome] for outcome in Outcome},
            "told_last_time": before,
            "facts": [
                {
                    **_place(session, check.statement),
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
                        for one in check.sightings
                    ],
                }
                for check in checks
            ],
        }
    )


def _place(session: Session, statement: Statement) -> dict[str, Any]:
    return {
        "credential": statement.owner.id,
        "path": session.shown(Path(statement.path)),
        "pointer": statement.pointer,
        "kind": statement.kind.value,
        "value": statement.value.to_json(),
        "checked": str(statement.checked) if statement.checked else None,
    }


def _dump(value: Any) -> str:
    return as_json(value)


@click.command("due", short_help="Lists the facts to look at again first.")
@options("config", "as-of")
@click.option("--limit", type=click.IntRange(0), default=LISTED, show_default=True, help="List so many; 0 lists all.")
@AS_TEXT_OR_JSON
@options("output", "jobs", "no-cache", "quiet")
def due(
    config_file: Path | None,
    as_of: date | None,
    limit: int,
    format_name: str,
    output: Path | None,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Lists which facts to look at again first: the older, the more claims of the articles rest on it, the sooner.

    A fact counts double where a dated change of it is near, or has come since anybody looked.
    """
    from credlint import run
    from credlint.upkeep import due as dues

    session = Session.start(config_file, as_of, not no_cache)
    sources = session.sources(())
    with progress(len(sources), quiet) as advance:
        answers = run.ask(session.plan(sources, jobs), dues.stated, advance)
    stating = [answer.value for answer in answers if answer.value]
    found = [one for one in dues.due(session.catalog, session.today, stating) if _own(session, [one.statement])]
    shown = found[:limit] if limit else found
    if format_name == "json":
        emit(_due_json(session, shown, len(found)), output)
    else:
        emit(_due_text(shown, len(found)), output)
    return FAULT if tell_crashes(run.crashes(answers)) else OK


def _due_text(shown: Sequence[Due], total: int) -> str:
    lines = []
    for number, one in enumerate(shown, 1):
        seen = f"last seen {one.statement.checked}" if one.statement.checked else "nobody knows when last seen"
        age = f" ({one.age} days ago)" if one.age is not None else ""
        stated = f", stated by {one.claims} claims in {one.articles} articles" if one.claims else ""
        change = f", a change of it is dated {one.change}" if one.change else ""
        lines.append(f"{number:3}. {_named(one.statement)}: {seen}{age}{stated}{change}")
        address = next((source.url for source in one.statement.sources if source.url), None)
        lines.append(f"     {without_secrets(address) if address else 'no source has an address'}")
    if total > len(shown):
        lines.append(f"and {total - len(shown)} more (--limit 0 lists all)")
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _due_json(session: Session, shown: Sequence[Due], total: int) -> str:
    facts = [
        {
            **_place(session, one.statement),
            "age_days": one.age,
            "change": one.change.isoformat() if one.change else None,
            "articles": one.articles,
            "claims": one.claims,
            "weight": one.weight,
            "urls": [without_secrets(source.url) for source in one.statement.sources if source.url],
        }
        for one in shown
    ]
    return _dump({"version": 1, "as_of": session.today.isoformat(), "total": total, "facts": facts})


@click.command("impact", short_help="Lists the sentences that rest on some facts.")
@click.argument("ident", metavar="[ID]", required=False)
@click.option("--since", "ref", metavar="REF", help="Of every change to the catalog since this commit (git).")
@options("config", "as-of")
@AS_TEXT_OR_JSON
@options("output", "jobs", "no-cache", "quiet")
def impact(
    ident: str | None,
    ref: str | None,
    config_file: Path | None,
    as_of: date | None,
    format_name: str,
    output: Path | None,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Lists the sentences to review: all that rest on a credential's or provider's facts, or on what changed."""
    from credlint import run
    from credlint.upkeep import impact as impacts

    if (ident is None) == (ref is None):
        raise UsageError("name either an ID or a commit", hint="credlint catalog impact ID, or --since REF")
    session = Session.start(config_file, as_of, not no_cache)
    catalog = session.catalog
    changes: list[impacts.Change] = []
    question: Any
    if ident is not None:
        _known(catalog, [ident])
        question = functools.partial(impacts.about, ident=ident)
    else:
        assert ref is not None
        old = impacts.entries_altered(_catalog_at(session, ref), catalog)
        changes = impacts.changes(old, catalog)
        question = functools.partial(impacts.altered, old=old)
    sources = session.sources(())
    with progress(len(sources), quiet) as advance:
        answers = run.ask(session.plan(sources, jobs), question, advance)
    rows = [row for answer in answers for row in answer.value or ()]
    if format_name == "json":
        emit(_impact_json(session, ident, ref, changes, rows), output)
    else:
        emit(_impact_text(changes, rows), output)
    return FAULT if tell_crashes(run.crashes(answers)) else OK


def _catalog_at(session: Session, ref: str) -> Catalog:
    """The catalog as at the commit from which HEAD and `ref` parted; what is not in the repository is as now."""
    from credlint import bundled
    from credlint.catalog import load
    from credlint.git import Repository

    repository = Repository.around(session.config.root)
    commit = repository.merge_base(ref)
    files = repository.files(commit)
    texts: dict[str, str] = {}
    for folder in (bundled.catalog_folder(), *session.config.catalog):
        place = Path(folder).resolve()
        if not place.is_relative_to(repository.top):
            texts |= load.texts(place)
            continue
        prefix = f"{place.relative_to(repository.top).as_posix()}/"
        found = {path.removeprefix(prefix): blob for path, blob in files.items() if path.startswith(prefix)}
        found = {path: blob for path, blob in found.items() if path.endswith((".yaml", ".yml"))}
        contents = repository.read(found.values(), limit=1_000_000)
        texts |= {path: contents[blob].decode("utf-8-sig", "replace") for path, blob in found.items()}
    return load.read(texts)


def _impact_text(changes: Sequence[Any], rows: Sequence[Touched]) -> str:
    lines = [f"{one.owner}: {one.what} {one.before or 'new'} -> {one.after or 'gone'}" for one in changes]
    if changes:
        lines.append("")
    for row in rows:
        if row.kind is None:
            continue
        then = f"{_stood(row.before)} -> " if row.before else ""
        place = f"{row.path}:{row.start.line}:{row.start.column}"
        lines.append(f"{place}: {row.kind} `{row.quote}` of {row.credential}: {then}{_stood(row.after)}")
    named = Counter(row.path for row in rows if row.kind is None)
    lines += [f"{path}: named {count} time{'' if count == 1 else 's'}" for path, count in named.items()]
    claims = [row for row in rows if row.kind is not None]
    lines.append(f"{len(claims)} claims in {len({row.path for row in claims})} articles")
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _stood(standing: Any) -> str:
    return f"{standing.verdict}{' by ' if standing.values else ''}{', '.join(standing.values)}"


def _impact_json(
    session: Session, ident: str | None, ref: str | None, changes: Sequence[Any], rows: Sequence[Touched]
) -> str:
    def stood(standing: Any) -> dict[str, Any] | None:
        return {"verdict": standing.verdict, "values": list(standing.values)} if standing else None

    return _dump(
        {
            "version": 1,
            "as_of": session.today.isoformat(),
            "credential": ident,
            "since": ref,
            "changes": [
                {"credential": one.owner, "kind": one.what, "before": one.before, "after": one.after} for one in changes
            ],
            "claims": [
                {
                    "path": row.path,
                    "start": place(row.start),
                    "end": place(row.end),
                    "quote": row.quote,
                    "kind": row.kind,
                    "credential": row.credential,
                    "before": stood(row.before),
                    "after": stood(row.after),
                }
                for row in rows
                if row.kind is not None
            ],
            "mentions": [
                {"path": row.path, "start": place(row.start), "end": place(row.end), "quote": row.quote}
                for row in rows
                if row.kind is None
            ],
        }
    )

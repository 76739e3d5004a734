"""credlint catalog: the reference data, read and kept up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs, to_builtins

from credlint.cli.catalog import due, impact, verify
from credlint.cli.catalog.statements import AS_TEXT_OR_JSON, is_own
from credlint.cli.options import format_option, options
from credlint.cli.session import Asked, Session, emit
from credlint.dates import date_text
from credlint.errors import UsageError, did_you_mean
from credlint.escape import as_json, for_terminal
from credlint.report import Report, order
from credlint.reporters import formats, render

if TYPE_CHECKING:
    from credlint.catalog import Catalog, Credential

# A letter or two are wrong: "Kubernets", but "nonsense" is no "sense".
ALIKE = 0.8


@click.group("catalog")
def command() -> None:
    """Read, check and maintain the reference catalog."""


for _module in (verify, due, impact):
    command.add_command(_module.command)


@command.command("list")
@options("config", "as-of")
@AS_TEXT_OR_JSON
def list_(config_file: Path | None, as_of: date | None, format_name: str) -> None:
    """List every credential with its status."""
    session = Session.start(config_file, as_of)
    rows = []
    for credential in sorted(session.catalog.credentials.values(), key=lambda credential: credential.id):
        entry = credential.status_on(session.today)
        rows.append((credential.id, credential.name, entry.status if entry else None, credential.recognised_only))
    if format_name == "json":
        keys = ("credential", "name", "status", "recognised_only")
        emit(as_json({"version": 1, "credentials": [dict(zip(keys, row, strict=True)) for row in rows]}))
        return
    widths = [max((len(str(row[column] or "")) for row in rows), default=0) for column in (0, 1)]
    _emit_lines(
        f"{ident:{widths[0]}}  {name:{widths[1]}}  {status or ('name only' if bare else '-')}"
        for ident, name, status, bare in rows
    )


@command.command("find")
@click.argument("text")
@options("config")
@AS_TEXT_OR_JSON
def find(text: str, config_file: Path | None, format_name: str) -> None:
    """Find the credential that a name means."""
    from credlint.contradiction import subject_name

    catalog = Session.start(config_file).catalog
    found = catalog.names.find(text)
    if format_name == "json":
        name = subject_name(found.subject, catalog) if found.subject else None
        emit(as_json({"credential": found.subject, "name": name, "candidates": list(found.candidates)}))
    elif found.subject:
        _emit_lines([f"{found.subject}  {subject_name(found.subject, catalog)}"])
    elif found.candidates:
        _emit_lines(["it could be any of:", *(f"  {one}  {subject_name(one, catalog)}" for one in found.candidates)])
    else:
        near = [f"  {one.id}  {one.name}" for one in _near(catalog, text)]
        _emit_lines([f"the catalog has no credential of that name{'; similar names:' if near else ''}", *near])


@command.command("show")
@click.argument("ident", metavar="ID")
@options("config", "as-of")
@AS_TEXT_OR_JSON
def show(ident: str, config_file: Path | None, as_of: date | None, format_name: str) -> None:
    """Show everything known about a credential, with sources."""
    session = Session.start(config_file, as_of)
    catalog = session.catalog
    subject = ident if ident in catalog.credentials else catalog.names.find(ident).subject
    credential = catalog.credentials.get(subject or "")
    if credential is None:
        hint = did_you_mean(ident, catalog.credentials) or "credlint catalog list shows all"
        raise UsageError(f"there is no credential {ident!r} in the catalog", hint=hint)
    if format_name == "json":
        emit(as_json(_page(credential, session.today)))
        return
    _emit_lines(_card(credential, session.today))


def _emit_lines(lines: Iterable[str]) -> None:
    """Lines for a person; what they quote of a site's own catalog cannot steer the terminal."""
    emit("".join(f"{for_terminal(line)}\n" for line in lines))


def _card(credential: Credential, today: date) -> Iterator[str]:
    """All that is known, for reading: what is so first, then what was or will be, each with its source."""
    from credlint.wording import attribution, day, narrowing, since, until, value

    now = credential.status_on(today)
    yield f"{credential.name}  ({credential.id})"
    yield ", ".join(filter(None, [credential.kind, credential.level, now.status if now else ""]))
    if credential.url:
        yield credential.url
    for label, names in (
        ("also called", (*credential.aliases, *credential.ambiguous_aliases)),
        ("formerly", credential.former_names),
        ("replaced by", credential.replaced_by),
    ):
        if names:
            yield f"{label}: {', '.join(names)}"
    for code in credential.codes:
        yield f"exam {code.code}{since(code)}{until(code)}"
    for entry in credential.status:
        if entry.since:
            yield f"{entry.status} since {day(entry.since)}"
    for kind, facts in itertools.groupby(sorted(credential.facts, key=lambda fact: fact.kind), lambda fact: fact.kind):
        yield ""
        yield kind
        for fact in sorted(facts, key=lambda fact: not fact.holds(today)):
            mark = " " if fact.holds(today) else "-"
            yield f"{mark} {value(fact.value)}{narrowing(fact)}{since(fact)}{until(fact)}"
            yield f"    {attribution(fact) or 'no source'}; {fact.confidence} confidence"
    if not credential.facts:
        yield "no facts: only its name is known"


def _page(credential: Credential, today: date) -> dict[str, Any]:
    from credlint.engine import fact_note

    now = credential.status_on(today)
    return {
        "name": credential.name,
        "credential": credential.id,
        "kind": credential.kind,
        "level": credential.level or None,
        "url": credential.url,
        "status": now.status if now else None,
        "aliases": [*credential.aliases, *credential.ambiguous_aliases],
        "former_names": list(credential.former_names),
        "replaced_by": list(credential.replaced_by),
        "codes": [
            {"code": code.code, "since": date_text(code.since), "until": date_text(code.until)}
            for code in credential.codes
        ],
        "timeline": [{"status": entry.status, "since": date_text(entry.since)} for entry in credential.status],
        "facts": [
            {"kind": one.kind.value, **to_builtins(fact_note(one)), "qualifiers": dict(one.qualifiers)}
            for one in credential.facts
        ],
    }


@command.command("lint", short_help="Check the data of the catalog itself.")
@options("config", "as-of")
@format_option(formats())
@options("select", "ignore", "fail-on", "output")
def lint(**given: Any) -> int:
    """Check the data of the catalog itself: the configured folders, else the catalog that comes with credlint."""
    from credlint import engine, run
    from credlint.cli.checking import exit_code, threshold

    asked = Asked(**given)
    session = asked.session()
    catalog = session.catalog
    files = [entry.path for entry in catalog.entries() if entry.path]
    texts = {path: Path(path).read_bytes().decode("utf-8") for path in files}
    judged = engine.check_catalog(catalog, texts, session.today, session.config.selection(""))
    findings = [
        structs.replace(finding, path=session.shown(Path(finding.path)))
        for finding in judged.findings
        if is_own(session, finding.path)
    ]
    report = Report(
        session.today,
        articles=0,
        findings=tuple(sorted(findings, key=order)),
        claims=dict.fromkeys(engine.VERDICTS, 0),
        links=dict.fromkeys(engine.LINK_STATUSES, 0),
        catalog=run.catalog_note(catalog),
        crashes=judged.crashes,
    )
    emit(render(report, asked.format_name), asked.output)
    return exit_code(report, threshold(asked.fail_on, session.config.fail_on))


def _near(catalog: Catalog, text: str) -> list[Credential]:
    """Credentials with similar names, for a mistyped one."""
    by_word: dict[str, list[Credential]] = {}
    for credential in catalog.credentials.values():
        names = {name.casefold() for name in (credential.name, *credential.aliases)}
        for word in names | {word for name in names for word in name.split() if len(word) > 3}:
            by_word.setdefault(word, []).append(credential)
    import difflib

    alike = difflib.get_close_matches(text.casefold(), by_word, 3, ALIKE)
    return list({one.id: one for word in alike for one in by_word[word]}.values())[:5]

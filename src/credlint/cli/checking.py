"""What `credlint check` does with a request."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from credlint.cli.entry import FAULT, FINDINGS, OK
from credlint.cli.session import Asked, Session, emit, progress, say, terminal_columns, wants_color, write_file
from credlint.contents import real
from credlint.escape import presentable, visible, without_secrets
from credlint.finding import Applicability, Severity
from credlint.report import CheckInterrupted, Report
from credlint.reporters import render

if TYPE_CHECKING:
    from credlint.comparison import Trace
    from credlint.discovery import SourceFile
    from credlint.finding import Fix
    from credlint.fixing import Fixed
    from credlint.links import LinkResult
    from credlint.plan import Verify


class Request(Asked, frozen=True, kw_only=True):
    """What the person asked of `check`."""

    since: str | None = None
    baseline: Path | None = None
    write_baseline: Path | None = None
    fix: bool = False
    suggestions: bool = False
    diff: bool = False
    statistics: bool = False
    watch: bool = False
    color: str = "auto"
    engine: str = "local"
    scheduler: str | None = None

    @property
    def fixes(self) -> bool:
        return self.fix or self.suggestions or self.diff


def once(request: Request) -> int:
    """One check, from the arguments to the exit code."""
    session = request.session()
    sources = session.sources(request)
    if not sources and not request.force_exclude and request.shard is None:
        _note(request, "no articles were found: name their folder, or set `content` in credlint.toml")
    earlier = None
    if request.baseline is not None:
        from credlint import baseline

        earlier = baseline.read(request.baseline)
    check = _checker(request, session, sources)
    if request.fixes:
        fixed = _apply_fixes(request, session, sources, check, earlier)
        if request.diff:
            from credlint import fixing

            patch = fixing.diff(fixed.changes)
            if request.output is None and sys.stdout.isatty():  # for a person; a program gets it byte for byte
                patch = visible(without_secrets(patch))
            emit(patch, request.output)
            return FAULT if fixed.report.crashes else FINDINGS if fixed.changes else OK
        report = fixed.report
    else:
        try:
            report = check(sources)
        except CheckInterrupted as ended:
            _report_partly(request, ended)
            raise
    if earlier is not None or request.write_baseline:
        report = _against_baseline(request, session, sources, report, earlier)
    emit(_rendered(request, report), request.output)
    if request.format_name == "github":
        _add_summary(report)
    return exit_code(report, threshold(request.fail_on, session.config.fail_on))


def _report_partly(request: Request, ended: CheckInterrupted) -> None:
    """Shows a person the findings so far; a program could take half a report for a whole one."""
    known, files = ended.report, ended.files
    left = f"interrupted: {known.articles:,} of {files:,} articles were judged; the others were not checked"
    compares = request.since or request.baseline or request.write_baseline or request.statistics
    if request.format_name == "text" and request.output is None and not compares:
        emit(f"{_rendered(request, known)}{left}\n")
    else:
        _note(request, f"{left}, and no report is written, because half of one could be taken for a whole one")


def _checker(
    request: Request, session: Session, sources: Sequence[SourceFile]
) -> Callable[[Sequence[SourceFile]], Report]:
    """What checks the files: once, or several times while they are fixed. No URL is asked for twice."""
    from credlint import run

    asks = request.links or request.remembered_links
    verify = None
    if asks:
        from credlint.cli.web import verifier

        verify = _each_url_once(verifier(session, request))
    plan = structs.replace(session.plan(sources, request.jobs, verify), scheduler=request.scheduler)
    past = None
    if request.since is not None:
        from credlint import since

        past = since.past(plan, request.since, [session.cwd / top for top in session.tops(request.paths)], session.cwd)

    def check(sources: Sequence[SourceFile]) -> Report:
        now = structs.replace(plan, sources=sources)
        with progress(len(sources), request.quiet) as advance:
            return run.check(now, advance) if past is None else since.check(now, past, advance)

    return check


def _each_url_once(verify: Verify) -> Verify:
    answers: dict[str, LinkResult] = {}

    def remembering(urls: Iterable[str]) -> Mapping[str, LinkResult]:
        wanted = list(urls)
        if new := [url for url in wanted if url not in answers]:
            answers.update(verify(new))
        return {url: answers[url] for url in wanted if url in answers}

    return remembering


def _apply_fixes(
    request: Request,
    session: Session,
    sources: Sequence[SourceFile],
    check: Callable[[Sequence[SourceFile]], Report],
    earlier: Sequence[Trace] | None,
) -> Fixed:
    """Applies what was asked for to all that the check would fail for; what a baseline holds back is left."""
    from credlint import baseline, fixing

    wanted = {Applicability.SAFE, *([Applicability.SUGGESTION] if request.suggestions else [])}

    def fixes(report: Report, applicability: Container[Applicability] = wanted) -> Iterable[tuple[str, Fix]]:
        return fixing.allowed(baseline.hold(earlier or (), report.findings).new, applicability)

    fixed = fixing.apply(sources, check, fixes)
    for path in fixed.unsettled:
        say(f"credlint: {path}: not fixed: each fix brings another, which is a fault of credlint")
    if not request.suggestions and (left := len([*fixes(fixed.report, {Applicability.SUGGESTION})])):
        _note(request, f"--suggestions would change {left} more place{'' if left == 1 else 's'}, for you to review")
    if request.diff:
        return fixed
    # As they are named, not where they lead: a link in the tree must not choose what is written.
    tops = [session.cwd / top for top in session.tops(request.paths)]
    named = [real(top.parent) / ("" if top.is_file() else top.name) for top in tops]
    trees = [session.cwd, session.config.root, *named]
    refused = fixing.write(fixed.changes, trees)
    for path, reason in refused.items():
        say(f"credlint: {path}: not fixed: {reason}")
    if written := len(fixed.changes) - len(refused):
        _note(request, f"{written} file{'' if written == 1 else 's'} fixed")
    return structs.replace(fixed, report=check(sources)) if refused else fixed


def _against_baseline(
    request: Request, session: Session, sources: Sequence[SourceFile], report: Report, earlier: Sequence[Trace] | None
) -> Report:
    """The report without what the baseline holds back; the baseline is written where that was asked for."""
    from credlint import baseline

    if earlier is None:
        held = baseline.Held(new=(), still=tuple(baseline.entries(report.findings)), lapsed=())
    else:
        held = baseline.hold(earlier, report.findings)
    gone = [one for one in held.lapsed if _was_checked(one, request, session, sources)]
    if request.write_baseline is not None:
        # What was not checked in this run is not gone.
        kept = [*held.still, *(Counter(held.lapsed) - Counter(gone)).elements()]
        write_file(request.write_baseline, baseline.written(request.write_baseline, kept))
        _note(request, f"{request.write_baseline}: {len(kept)} findings written, {len(gone)} taken out")
    elif gone:
        remedy = f"--write-baseline {request.baseline} takes them out"
        _note(request, f"{request.baseline}: {len(gone)} of its findings are gone; {remedy}")
    return structs.replace(report, findings=held.new, held_back=len(held.still))


def _was_checked(one: Trace, request: Request, session: Session, sources: Sequence[SourceFile]) -> bool:
    source = next((source for source in sources if source.path == one.path), None)
    if source is None:
        return not os.path.lexists(session.cwd / one.path)
    rules = {selected.rule.name: selected.rule for selected in session.config.selection(source.place)}
    rule = rules.get(one.rule)
    # Under --since only added links are asked about.
    return rule is not None and (not rule.needs_links or (request.links and request.since is None))


def watched(request: Request) -> Iterator[Path]:
    """What a check depends on: the articles, the configuration, the catalog of the site."""
    from credlint.catalog.files import scan
    from credlint.config import find

    configuration = request.config_file or find(Path.cwd())
    if configuration is not None:
        yield configuration
    session = Session.start(request.config_file, request.as_of, use_cache=False)
    for source in session.sources(request):
        yield source.disk
    for folder in session.config.catalog:
        yield from (Path(file.path) for file in scan(folder))


def _note(request: Request, text: str) -> None:
    if not request.quiet:
        say(f"credlint: {text}")


def _rendered(request: Request, report: Report) -> str:
    if request.statistics:
        return _statistics(report, as_json=request.format_name == "json")
    if request.format_name == "text":
        from credlint.reporters import text as text_reporter

        color, columns = wants_color(request.color, request.output), terminal_columns(request.output)
        return text_reporter.render(presentable(report), color, not request.quiet, columns)
    return render(report, request.format_name)


def _add_summary(report: Report) -> None:
    """Adds to the summary of a GitHub job, which other steps write to as well; elsewhere there is none."""
    from credlint.reporters import github

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(github.summary(presentable(report)))


def threshold(fail_on: str | None, otherwise: Severity | None) -> Severity | None:
    """The severity from which on a run fails, by `--fail-on`; None where it never does."""
    if fail_on is None:
        return otherwise
    return None if fail_on == "never" else Severity(fail_on)


def exit_code(report: Report, least: Severity | None) -> int:
    """3 after a crash of ours, 1 for findings of at least that severity that were not there before, else 0."""
    if report.crashes:
        return FAULT
    if least is None:
        return OK
    failing = any(
        finding.severity.rank >= least.rank and finding.introduced is not False for finding in report.findings
    )
    return FINDINGS if failing else OK


def _statistics(report: Report, as_json: bool) -> str:
    counts = Counter((finding.rule, finding.severity.value) for finding in report.findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if as_json:
        import json

        listed = [{"rule": rule, "severity": severity, "count": count} for (rule, severity), count in rows]
        return json.dumps({"version": 1, "statistics": listed}, indent=1) + "\n"
    return "".join(f"{count:6}  {severity:7}  {rule}\n" for (rule, severity), count in rows)

"""Which findings a change introduced: the text of the merge base is judged beside today's, and the two are compared.

A finding is `introduced` if the text before the change, judged today, has no such finding. So a page that was renamed
is found in the articles that link to it, and neither a new price nor a newly selected rule fails a change that did not
touch the sentence. What was not introduced gets its cause from judging the earlier text once more in the world
of its own day: with the catalog of that commit, on that day, without answers from the web.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from credlint import bundled, comparison, run
from credlint.article import Article
from credlint.cache import Articles
from credlint.catalog import Catalog
from credlint.committed import CommittedTree
from credlint.comparison import Trace
from credlint.contents import real
from credlint.discovery import SourceFile
from credlint.finding import Finding
from credlint.gist import Unopened
from credlint.git import Repository
from credlint.links import LinkResult
from credlint.plan import Plan
from credlint.report import Report
from credlint.rule import Selection
from credlint.worker import Progress
from credlint.world import World

CHANGE, WORLD, TIME = "change", "world", "time"


class Past(Struct, frozen=True):
    """The text of a commit, ready to be judged today (`plan`), and the world as it was then.

    `present`: what became of each file, by the path under which its earlier text is shown. `catalog` is None where it
    has not changed since.
    """

    plan: Plan
    present: Mapping[str, SourceFile]
    day: date
    catalog: Catalog | None


def past(plan: Plan, ref: str, tops: Sequence[Path], cwd: Path) -> Past:
    """The past of a plan at the commit where HEAD and `ref` parted; `tops` are the files and folders it was made of.

    Raises RepositoryError where git cannot answer.
    """
    start = real(plan.sources[0].disk).parent if plan.sources else cwd
    repository = Repository.around(next(folder for folder in (start, *start.parents) if folder.is_dir()))
    commit = repository.merge_base(ref)
    tree = CommittedTree(repository, commit, plan, cwd)
    sources, present = tree.earlier(plan.sources, tops)
    places = {source.place for source in sources}
    content = [plan.config.root / folder for folder in plan.config.content]
    others = [source for source in tree.below(content) if source.place not in places]
    day = min(repository.day(commit), plan.today)
    earlier = structs.replace(plan, sources=sources, others=others, tree=tree, verify=None)
    return Past(earlier, present, day, tree.catalog([bundled.catalog_folder(), *plan.config.catalog]))


def check(plan: Plan, past: Past, progress: Progress = lambda done: None) -> Report:
    """Judges the files, and says of every finding whether it was introduced, and its cause.

    The cause of one that was not is None if it was there at the time of the earlier text already.
    """
    answers: dict[str, LinkResult] = {}
    if plan.verify is not None:
        verify = plan.verify

        def remembering(urls: Iterable[str]) -> Mapping[str, LinkResult]:
            answers.update(verify(urls))
            return answers

        plan = structs.replace(plan, verify=remembering, unasked=_urls(past))
    report = run.check(plan, progress)
    traces = [comparison.trace(finding) for finding in report.findings]
    if not traces:
        return report
    today = structs.replace(past.plan, verify=(lambda urls: answers) if plan.verify else None)
    before = _known(traces, today, past)
    catalog = past.catalog or plan.catalog
    that_day = structs.replace(past.plan, catalog=catalog, kept=_kept(past.plan, catalog), today=past.day)
    then = _known(traces, that_day, past) if any(before) else before
    # Without its own day: what is still missing took a change of the world.
    of_time = before
    if any(before) and (past.catalog is not None or answers):
        of_time = _known(traces, structs.replace(that_day, today=plan.today), past)
    marked = tuple(map(_marked, report.findings, before, then, of_time))
    return structs.replace(report, findings=marked)


def _marked(finding: Finding, before: bool, then: bool, of_time: bool) -> Finding:
    if not before:
        return structs.replace(finding, introduced=True, cause=CHANGE)
    cause = None if then else TIME if of_time else WORLD
    return structs.replace(finding, introduced=False, cause=cause)


def _known(traces: Sequence[Trace], plan: Plan, past: Past) -> list[bool]:
    """Which findings the earlier text has as well, in the world of this plan."""
    earlier = (comparison.trace(finding) for finding in run.check(plan).findings)
    present = past.present
    moved = [structs.replace(one, path=present[one.path].path) for one in earlier if one.path in present]
    return [one is not None for one in comparison.known(moved, traces)]


def _kept(plan: Plan, catalog: Catalog) -> Articles | None:
    """The cache of articles, as long as they are read with the same names."""
    return plan.kept if catalog is plan.catalog else None


def _urls(past: Past) -> dict[str, frozenset[str]]:
    """The URLs that each file held, by its present place."""
    held = zip(past.plan.sources, run.ask(past.plan, _linked, from_gist=_linked_of_unopened), strict=True)
    present = past.present
    return {
        present[source.path].place: answer.value or frozenset() for source, answer in held if source.path in present
    }


def _linked(article: Article, world: World, selection: Selection) -> frozenset[str]:
    return frozenset(link.url for link in article.document.links)


def _linked_of_unopened(unopened: Unopened, world: World, selection: Selection) -> frozenset[str]:
    return frozenset(unopened.gist.urls)

"""Which findings a change introduced: the text of the merge base is judged beside today's, and the two are compared.

A finding is `introduced` if the text before the change, judged today, has no such finding. So a page that was renamed
is found in the articles that link to it, and neither a new price nor a newly selected rule fails a change that did not
touch the sentence. What was not introduced gets its cause from judging the earlier text once more in the world
of its own day: with the catalog of that commit, on that day, without answers from the web.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from credlint import bundled, comparison, discovery, run
from credlint.article import Article
from credlint.cache import Articles
from credlint.catalog import Catalog, load
from credlint.catalog.files import belongs
from credlint.comparison import Trace
from credlint.contents import MAX_BYTES, contents, real
from credlint.discovery import SourceFile
from credlint.errors import CatalogError, RepositoryError
from credlint.finding import Finding
from credlint.gist import Unopened
from credlint.git import EXECUTABLE, FILE, SUBMODULE, Blob, Repository
from credlint.links import LinkResult
from credlint.plan import Plan
from credlint.report import Report, path_order
from credlint.rule import Selection
from credlint.site import PAGE_SUFFIXES, Listing
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
    tree = _Tree(repository, commit, plan, cwd)
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


class _Tree:
    """The files of a commit. Paths (`str`) are from the top of the repository, with `/`."""

    def __init__(self, repository: Repository, commit: str, plan: Plan, cwd: Path) -> None:
        self._repository, self._plan, self._cwd = repository, plan, cwd
        self._files = repository.files(commit)

    def listing(self, listed: Listing) -> Listing:
        """The files of the commit below the folders of `listed`."""
        places = (self._plan.config.relative(self._disk(path)) for path in self._files)
        files = frozenset(place for place in places if listed.covers(place))
        return structs.replace(listed, files=files)

    def source(self, place: str) -> SourceFile:
        disk = self._plan.config.root / place
        found = self._sources(path for path in [self._path(disk)] if _is_file(self._files.get(path)))
        config = self._plan.config
        return next(iter(found.values()), structs.replace(discovery.source_of(disk, config, config.root), data=b""))

    def below(self, tops: Iterable[Path]) -> list[SourceFile]:
        """The articles that a walk of these folders would have found."""
        return _ordered(self._sources(self._meant(self._articles(), tops)))

    def earlier(
        self, sources: Iterable[SourceFile], tops: Iterable[Path]
    ) -> tuple[list[SourceFile], dict[str, SourceFile]]:
        """The sources as they were, with those that are gone; and each present one by how its earlier text is shown."""
        now = {self._path(source.disk): source for source in sources}
        gone = [path for path in self._articles() if path not in now and not os.path.lexists(self._disk(path))]
        added = {path: _bytes(source) for path, source in now.items() if path not in self._files}
        present = {path: source for path, source in now.items() if path in self._files}
        if added and gone:
            renamed = comparison.renames(self._read(gone), added)
            present |= {before: now[path] for path, before in renamed.items()}
        found = self._sources({*present, *self._meant(gone, tops)})
        return _ordered(found), {found[path].path: source for path, source in present.items()}

    def catalog(self, folders: Sequence[Path]) -> Catalog | None:
        """The catalog as it was, or None if it was what it is (or if what it was cannot be read any more)."""
        try:
            before = catalog_texts(self._repository, self._files, folders)
            now = {place: text for folder in folders for place, text in load.texts(folder).items()}
            return None if before == now else load.read(before)
        except CatalogError:
            return None

    def _sources(self, paths: Iterable[str]) -> dict[str, SourceFile]:
        found = {}
        for path, data in self._read(paths).items():
            source = discovery.source_of(self._disk(path), self._plan.config, self._cwd)
            found[path] = structs.replace(source, data=data)
        return found

    def _read(self, paths: Iterable[str]) -> dict[str, bytes]:
        blobs = {path: self._files[path] for path in paths}
        contents = self._repository.read(blobs.values(), MAX_BYTES)
        return {path: contents[blob] for path, blob in blobs.items()}

    def _articles(self) -> Iterator[str]:
        return (path for path, blob in self._files.items() if _is_file(blob) and path.lower().endswith(PAGE_SUFFIXES))

    def _meant(self, paths: Iterable[str], tops: Iterable[Path]) -> Iterator[str]:
        config, places = self._plan.config, [real(top) for top in tops]
        return (path for path in paths if any(discovery.was_meant(self._disk(path), top, config) for top in places))

    def _disk(self, path: str) -> Path:
        return self._repository.top / path

    def _path(self, disk: Path) -> str:
        return _path_in(self._repository, self._files, disk)


def catalog_texts(repository: Repository, files: Mapping[str, Blob], folders: Iterable[Path]) -> dict[str, str]:
    """What stood in the catalog's folders when the repository held these files, by place in the folder.

    Later folders lie over earlier ones; one outside of the repository is as it is now. Raises CatalogError for what
    cannot be read, RepositoryError for a folder in a submodule.
    """
    texts: dict[str, str] = {}
    for folder in folders:
        if not real(folder).is_relative_to(repository.top):
            texts |= load.texts(folder)
            continue
        top = _path_in(repository, files, folder)
        prefix = "" if top == "." else f"{top}/"
        below = {path.removeprefix(prefix): blob for path, blob in files.items() if path.startswith(prefix)}
        blobs = {place: blob for place, blob in below.items() if _is_file(blob) and belongs(place)}
        contents = repository.read(blobs.values(), MAX_BYTES)
        try:
            texts |= {place: contents[blob].decode("utf-8-sig") for place, blob in blobs.items()}
        except UnicodeDecodeError:
            raise CatalogError(f"a file of {folder} was not UTF-8 at that commit", hint="name a later one") from None
    return texts


def _path_in(repository: Repository, files: Mapping[str, Blob], disk: Path) -> str:
    """A place on the disk as the commit names it. Raises RepositoryError for what this repository does not hold."""
    hint = "check the files of one repository at a time, from inside of it"
    if not real(disk).is_relative_to(repository.top):
        raise RepositoryError(f"{disk} is not in the repository {repository.top}", hint=hint)
    place = real(disk).relative_to(repository.top)
    for folder in place.parents:
        blob = files.get(folder.as_posix())
        if blob is not None and blob.mode == SUBMODULE:
            raise RepositoryError(f"{disk} is in the submodule {folder}, which has a history of its own", hint=hint)
    return place.as_posix()


def _ordered(sources: Mapping[str, SourceFile]) -> list[SourceFile]:
    return sorted(sources.values(), key=lambda source: path_order(source.path))


def _is_file(blob: Blob | None) -> bool:
    return blob is not None and blob.mode in (FILE, EXECUTABLE)


def _bytes(source: SourceFile) -> bytes:
    try:
        return contents(source.disk) if source.data is None else source.data
    except OSError:
        return b""

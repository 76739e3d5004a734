"""The world of a run, assembled from the gists of its articles, the files beside them and the results of links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import structs

from credlint import article as articles
from credlint import discovery
from credlint.config import Config
from credlint.contents import contents
from credlint.discovery import SourceFile
from credlint.files import decode
from credlint.gist import Gist
from credlint.links import LinkResult
from credlint.plan import Plan
from credlint.site import Listing, Page, Site
from credlint.worker import Worker
from credlint.world import World


def world_of(gists: Sequence[Gist], linked: Collection[str], plan: Plan) -> World:
    """The site of the articles and the results of their outbound links; each URL is checked once."""
    site = site_of(gists, linked, plan)
    links: Mapping[str, LinkResult] = {}
    if plan.verify is not None:
        outbound = {
            url
            for gist in gists
            for url in set(gist.urls) - plan.unasked.get(gist.page.path, frozenset())
            if not site.is_internal(url)
        }
        links = plan.verify(sorted(outbound))
    return World(plan.today, plan.catalog, site, links)


def site_of(
    entries: Sequence[Gist],
    linked: Collection[str],
    plan: Plan,
    read_page: Callable[[SourceFile, Config], Page] | None = None,
) -> Site:
    """The articles that were read as a site, with the other files that their links could lead to.

    `linked`: the root-relative links of the entries. `read_page` stands in for `page_of`, because an editor keeps the
    pages that it has read.
    """
    read_page = read_page or page_of
    config = plan.config
    inner = any(entry.packed_inner != b"" for entry in entries)
    listed = discovery.listing(plan.sources, config) if inner else Listing()
    for folder in listed.unlisted:
        name = config.root if folder == "." else folder
        plan.complain(f"{name}: cannot be listed, so links into it are not judged")
    site = Site(
        pages=tuple(entry.page for entry in entries)
        + (tuple(read_page(source, config) for source in plan.others) if inner else ()),
        listing=plan.tree.listing(listed) if plan.tree else listed,
        url=config.site.url,
        routes=tuple((route.prefix, route.folder) for route in config.site.routes),
        public=config.site.public,
        linked=frozenset(linked),
    )
    return _with_anchors(site, entries, plan) if inner else site


def page_of(source: SourceFile, config: Config) -> Page:
    """A page as its front matter describes it; its anchors are not looked for."""
    from credlint.document.front_matter import read_front_matter  # most runs read none here

    try:
        text, _, _ = decode(source.data if source.data is not None else contents(source.disk))
    except OSError:
        return Page(source.place)
    known = articles.metadata(read_front_matter(text), config.front_matter)
    return Page(source.place, known.slug, draft=known.draft)


def _with_anchors(site: Site, entries: Sequence[Gist], plan: Plan) -> Site:
    """The site with the anchors of pages that were not read and that a link with a fragment leads to."""
    unread = site.page_files() - {entry.page.path for entry in entries}
    wanted: set[str] = set()
    for entry in entries if unread else ():
        for url in (*entry.to_places.split("\n"), *(entry.urls if site.url else ())):
            found = site.resolve(url, entry.page) if "#" in url else None
            if found is not None and found.target and found.fault is None:
                wanted |= {found.target} & unread
    if not wanted:
        return site
    pages = {known.path: known for known in site.pages}
    linked = set(site.linked)
    for source in filter(None, (_beside(place, plan) for place in sorted(wanted))):
        ((_, gist),) = Worker([source], plan.catalog, plan.config, plan.kept).read([0])
        pages[source.place] = collect_rooted(gist, linked).page if isinstance(gist, Gist) else Page(source.place)
    return structs.replace(site, pages=tuple(pages.values()), linked=frozenset(linked))


def _beside(place: str, plan: Plan) -> SourceFile | None:
    """A file of the site that is not among the sources; None where a link leads out of it."""
    if plan.tree:
        return plan.tree.source(place)
    root = plan.config.root
    return (
        discovery.source_of(root / place, plan.config, root) if discovery.led_to(f"{root}/{place}", str(root)) else None
    )


def collect_rooted(gist: Gist, linked: set[str]) -> Gist:
    """Moves the root-relative links of a gist to those of the site, because many pages have the same."""
    linked.update(gist.rooted.split("\n"))
    return structs.replace(gist, rooted="") if gist.rooted else gist

"""Where internal links lead: every spelling that a static-site generator serves, and what nobody can tell."""

from __future__ import annotations

import pytest

from credlint.site import Listing, Page, Resolution, Site, anchors_of

HERE = "content/articles/here.md"
PAGES = (
    Page(HERE, anchors=anchors_of({"intro"})),
    Page("content/articles/ai-skills-to-learn.md", anchors=anchors_of({"costs", "costs-1"})),
    Page("content/articles/old-name.md", slug="new-name", anchors=anchors_of(())),
    Page("content/articles/rooted.md", slug="/guides/rooted", anchors=anchors_of(())),
    Page("content/articles/deep/index.mdx", anchors=None),
    Page("content/articles/deep/2024-01-02-dated.md", anchors=anchors_of(())),
    Page("content/articles/My Post.md", anchors=anchors_of(())),
    Page("content/articles/unfinished.md", draft=True),
)
OTHERS = ("content/articles/unread.md", "content/articles/a.png", "public/b/c.png", "public/d.pdf")
FILES = frozenset((*(page.path for page in PAGES), *OTHERS, "src/pages/blog/all.astro"))
SITE = Site(PAGES, Listing(("",), FILES), "https://www.site.example", (("/blog/", "content/articles"),), ("public",))

FOUND = [
    ("/blog/ai-skills-to-learn", "ai-skills-to-learn.md"),
    ("/blog/ai-skills-to-learn/", "ai-skills-to-learn.md"),
    ("/blog/ai-skills-to-learn.html?q=1#costs-1", "ai-skills-to-learn.md"),
    ("/blog/ai%2Dskills-to-learn", "ai-skills-to-learn.md"),
    ("https://www.site.example/blog/ai-skills-to-learn#costs", "ai-skills-to-learn.md"),
    ("HTTPS://WWW.SITE.EXAMPLE/blog/here", "here.md"),
    ("/blog/new-name", "old-name.md"),
    ("/guides/rooted/", "rooted.md"),
    ("/blog/deep", "deep/index.mdx"),
    ("/blog/deep/#whatever", "deep/index.mdx"),
    ("/blog/deep/dated", "deep/2024-01-02-dated.md"),
    ("/blog/deep/2024/01/02/dated.html", "deep/2024-01-02-dated.md"),
    ("/blog/my-post", "My Post.md"),
    ("My%20Post.md", "My Post.md"),
    ("./ai-skills-to-learn.md#costs", "ai-skills-to-learn.md"),
    ("../articles/deep", "deep/index.mdx"),
    ("ai-skills-to-learn", "ai-skills-to-learn.md"),
    ("../new-name/", "old-name.md"),
    ("/blog/unread", "unread.md"),
    ("unread.md#anything", "unread.md"),
    ("#intro", "here.md"),
    ("#", "here.md"),
    ("#top", "here.md"),
]


@pytest.mark.parametrize(("url", "file"), FOUND)
def test_links_that_lead_somewhere(url: str, file: str) -> None:
    assert SITE.resolve_at(url, HERE) == Resolution(f"content/articles/{file}")


MISSING = [
    ("/blog/ai-skills-to-learn-2026", "page", ("/blog/ai-skills-to-learn",), True),
    ("/blog/ai-skills-to-learn-2026/?a#costs", "page", ("/blog/ai-skills-to-learn/?a#costs",), True),
    (
        "https://www.site.example/blog/ai-skill-to-learn",
        "page",
        ("https://www.site.example/blog/ai-skills-to-learn",),
        True,
    ),
    ("/blog/old-name", "page", ("/blog/new-name",), True),
    ("/blog/Here", "page", ("/blog/here",), True),
    ("/blog/quite-another-thing", "page", (), False),
    ("./ai-skill-to-learn.md", "page", ("./ai-skills-to-learn.md",), True),
    ("nowhere.mdx", "page", (), False),
    ("/blog/unfinished", "draft", (), False),
    ("/blog/ai-skills-to-learn#cost", "anchor", ("/blog/ai-skills-to-learn#costs",), False),
    ("#Intro", "anchor", ("#intro",), True),
    ("/b/d.png", "image", (), False),
    ("A.png", "image", ("a.png",), True),
    ("/e.pdf", "file", (), False),
]


@pytest.mark.parametrize(("url", "fault", "nearest", "sure"), MISSING)
def test_links_that_lead_nowhere(url: str, fault: str, nearest: tuple[str, ...], sure: bool) -> None:
    resolution = SITE.resolve_at(url, HERE)
    assert resolution is not None
    assert resolution.fault == fault
    assert resolution.nearest[: len(nearest)] == nearest and bool(resolution.nearest) == bool(nearest)
    assert not nearest or fault == "anchor" or resolution.sure == sure


NOBODY_CAN_TELL = [
    "https://other.example/blog/x",
    "//other.example/x",
    "http://www.site.example.other/x",
    "mailto:a@b.example",
    "tel:+1",
    "/about",
    "/blog",
    "/blog/",
    "/blog/all",
    "../../../outside.md",
    "../../../../../../etc/passwd",
    "{{ url }}",
    "/blog/${slug}",
    "page-2.0",
    "javascript:void(0)",
]


@pytest.mark.parametrize("url", NOBODY_CAN_TELL)
def test_nothing_is_said_where_nobody_can_tell(url: str) -> None:
    resolution = SITE.resolve_at(url, HERE)
    assert resolution is None or resolution.fault is None


def test_images_and_files_that_are_there() -> None:
    for url in ("/b/c.png", "a.png", "./a.png", "/d.pdf", "../../public/d.pdf"):
        resolution = SITE.resolve_at(url, HERE, image=url.endswith("png"))
        assert resolution is not None and resolution.fault is None


def test_without_a_listing_nothing_is_missing() -> None:
    assert Site().resolve_at("nowhere.md", "a.md") is None
    assert Site().resolve_at("/blog/x", "a.md") is None


def test_a_route_shows_itself_where_most_links_lead_below_it() -> None:
    names = ["a-one", "b-two", "c-three", "d-four", "e-five"]
    linked = frozenset(f"/posts/{name}" for name in [*names, "gone"])
    pages = tuple(Page(f"src/content/{name}.md", anchors=anchors_of(())) for name in names)
    site = Site(pages, Listing(("",), frozenset(page.path for page in pages)), linked=linked)
    gone = site.resolve_at("/posts/gone", pages[0].path)
    assert gone is not None and gone.fault == "page"
    assert site.resolve_at("/posts/a-one", pages[0].path) == Resolution("src/content/a-one.md")
    assert site.resolve_at("/elsewhere/gone", pages[0].path) is None
    few = Site(pages[:3], Listing(("",), frozenset(page.path for page in pages[:3])), linked=linked)
    assert few.resolve_at("/posts/gone", pages[0].path) is None


def test_an_article_is_known_by_the_path_it_is_shown_with() -> None:
    site = Site((Page("a/b.md", anchors=anchors_of({"x"}), shown="../a/b.md"),), Listing(("",), frozenset({"a/b.md"})))
    assert site.place("../a/b.md") == "a/b.md"
    resolution = site.resolve_at("#y", "../a/b.md")
    assert resolution is not None and resolution.fault == "anchor"

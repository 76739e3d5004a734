"""The site that the invented world's articles stand in.

Articles are `content/articles/*`, served below `/blog/`; what lies in `public` is served from `/`. Only articles below
`content/strict` have to follow a schema, so that the other examples need no front matter.
"""

from __future__ import annotations

from credlint.site import Listing, Page, Site, anchors_of

EXAMPLE = "content/articles/example.md"

PAGES = (
    Page("content/articles/baking-guide.md", anchors=anchors_of({"costs", "how-long-it-takes", "how-long-it-takes-1"})),
    Page("content/articles/first-loaf.md", slug="bread-basics", anchors=anchors_of({"flour"})),
    Page("content/articles/unfinished.md", anchors=anchors_of(()), draft=True),
    Page("content/articles/cakes/index.mdx", anchors=None),
)

FILES = frozenset({page.path for page in PAGES} | {EXAMPLE, "content/articles/oven.png", "public/images/dough.svg"})

SITE = Site(
    pages=PAGES,
    listing=Listing(("",), FILES),
    url="https://bakery.example",
    routes=(("/blog/", "content/articles"),),
    public=("public",),
)

SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["title", "pubDate"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "title": "Title", "minLength": 3, "maxLength": 40},
        "pubDate": {"type": "string", "format": "date"},
        "updatedDate": {"type": "string", "format": "date"},
        "category": {"enum": ["bread", "cakes", "costs"]},
        "featured": {"type": "boolean"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    },
}


def schema_for(path: str) -> dict[str, object] | None:
    return SCHEMA if path.startswith("content/strict/") else None

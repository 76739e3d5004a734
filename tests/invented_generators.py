"""Small sites as each generator starts them: path by path, and what is to be told from them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Site:
    files: dict[str, str]
    generator: str
    content: list[str]
    routes: dict[str, str] = field(default_factory=dict)
    keys: dict[str, object] = field(default_factory=dict)
    url: str | None = None
    public: list[str] = field(default_factory=list)
    # What is said beside; of what is left open, everything.
    notes: tuple[str, ...] = ()
    # Links that an article of this site could have: root-relative, and whether a page answers.
    links: dict[str, bool] = field(default_factory=dict)


def article(number: int, published: str = "pubDate", fence: str = "---", more: str = "") -> str:
    sign = ": " if fence == "---" else " = "
    day = f"2026-01-{number:02}"
    return f'{fence}\ntitle{sign}"Article {number}"\n{published}{sign}{day}\n{more}{fence}\n\nWords.\n'


def articles(
    folder: str, *names: str, published: str = "pubDate", fence: str = "---", more: str = ""
) -> dict[str, str]:
    return {f"{folder}/{name}": article(i, published, fence, more) for i, name in enumerate(names, 1)}


SHOWS_BLOG = "---\nimport { getCollection } from 'astro:content';\nconst posts = await getCollection('blog');\n---\n"

SITES = {
    "astro, content collections": Site(
        {
            "astro.config.mjs": "export default defineConfig({\n  // site: 'https://old.test.site',\n  site: 'https://bakers.test.site/',\n});\n",
            "src/pages/blog/[...slug].astro": SHOWS_BLOG,
            "src/pages/about.astro": "<p>About</p>",
            "public/logo.png": "",
            "README.md": "How this site is made.\n",
            **articles("src/content/blog", "one.md", "two.mdx", more="tags: [a, b]\n"),
            "src/content/blog/three.md": article(3, more="tags: []\nslug: third\n"),
        },
        "Astro",
        ["src/content/blog"],
        {"/blog/": "src/content/blog"},
        {"published": "pubDate"},
        "https://bakers.test.site",
        ["public"],
        links={"/blog/one": True, "/blog/third/": True, "/blog/fourth": False, "/about": True, "/tags/a": True},
    ),
    "astro, a collection loaded from elsewhere, two languages": Site(
        {
            "astro.config.ts": "export default { site: process.env.SITE, base: '/learn' }\n",
            "src/content.config.ts": (
                "const guides = defineCollection({ loader: glob({ pattern: '**/*.md', base: './articles' }) });\n"
                "const notes = defineCollection({ loader: glob({ pattern: '*.md', base: '../outside' }) });\n"
            ),
            "src/pages/[lang]/[slug].astro": "const all = await getCollection('guides')",
            **articles("articles/en", "one.md", "two.md", published="date"),
            **articles("articles/de", "eins.md", "zwei.md", published="date"),
        },
        "Astro",
        ["articles"],
        {},
        {"published": "date"},
        notes=("no route for articles",),
        links={"/en/one": True, "/en/nothing": True},
    ),
    "hugo, yaml and toml front matter": Site(
        {
            "hugo.toml": 'baseURL = "https://bakers.test.site/"\ntitle = "Bakers"\n',
            "content/_index.md": "---\ntitle: Home\n---\n",
            **articles(
                "content/posts", "one.md", "two.md", published="date", more="lastmod: 2026-02-01\ndraft: true\n"
            ),
            **articles("content/guides", "_index.md", "three.md", published="date", fence="+++"),
            "static/a.png": "",
        },
        "Hugo",
        ["content"],
        {"/guides/": "content/guides", "/posts/": "content/posts"},
        {"published": "date", "updated": "lastmod"},
        "https://bakers.test.site",
        ["static"],
        links={"/posts/": True, "/guides/three/": True, "/guides/four/": False, "/categories/": True},
    ),
    "hugo, a folder a language": Site(
        {
            "config/_default/hugo.yaml": (
                "baseURL: https://example.org/\ndefaultContentLanguage: en\nlanguages:\n"
                "  en: {contentDir: content/en}\n  de: {contentDir: content/de}\n"
            ),
            **articles("content/en/posts", "one.md", "two.md", published="date"),
            **articles("content/de/posts", "eins.md", "zwei.md", published="date"),
        },
        "Hugo",
        ["content"],
        {"/posts/": "content/en/posts", "/de/posts/": "content/de/posts"},
        {"published": "date"},
        links={"/posts/one": True, "/de/posts/eins": True, "/de/posts/one": False, "/fr/posts/un": True},
    ),
    "hugo, translations by name": Site(
        {
            "config.toml": 'baseURL = "/"\ntitle = "x"\n[languages.en]\n[languages.de]\n',
            "archetypes/default.md": "---\ntitle: '{{ .Name }}'\n---\n",
            **articles("content/posts", "one.md", "one.de.md", "two.md", published="date"),
        },
        "Hugo",
        ["content"],
        keys={"published": "date"},
        notes=("no routes: languages share a folder",),
        links={"/de/posts/one": True},
    ),
    "hugo, permalinks and former addresses": Site(
        {
            "hugo.json": '{"baseURL": "https://bakers.test.site", "permalinks": {"posts": "/:year/:slug/"}}',
            **articles("content/posts", "one.md", "two.md", published="date", more='aliases: ["/old"]\n'),
        },
        "Hugo",
        ["content"],
        keys={"published": "date"},
        url="https://bakers.test.site",
        notes=("no routes: the settings of Hugo define permalinks",),
        links={"/posts/nothing": True},
    ),
    "hugo, folders mounted elsewhere": Site(
        {
            "hugo.toml": '[languages.en]\n[[module.mounts]]\nsource = "content/en"\ntarget = "content"\n',
            **articles("content/en/posts", "one.md", "two.md", published="date"),
        },
        "Hugo",
        ["content"],
        keys={"published": "date"},
        notes=("no routes: the settings of Hugo mount folders",),
        links={"/en/posts/nothing": True},
    ),
    "jekyll": Site(
        {
            "_config.yml": (
                "title: Bakers\nurl: https://bakers.test.site/learn\nbaseurl: /learn\n"
                "permalink: /blog/:year/:month/:day/:title/\n"
            ),
            "Gemfile": 'gem "jekyll"\n',
            "about.md": "---\nlayout: page\n---\n",
            **articles(
                "_posts", "2026-01-01-one.md", "2026-01-02-two.md", published="last_modified_at", more="layout: post\n"
            ),
            **articles("_drafts", "three.md", published="last_modified_at", more="layout: post\n"),
        },
        "Jekyll",
        ["_posts", "_drafts"],
        {"/blog/": "_posts"},
        {"updated": "last_modified_at"},
        "https://bakers.test.site/learn",
        links={"/blog/2026/01/01/one.html": True, "/learn/blog/2026/01/02/two/": True, "/blog/2026/01/03/x": False},
    ),
    "jekyll, usual addresses and a collection": Site(
        {
            "_config.yml": "collections:\n  guides:\n    output: true\n  staff: {}\n",
            "_layouts/post.html": "",
            **articles("_posts", "2026-01-01-one.md", "2026-01-02-two.md", "2026-01-03-three.md", published="date"),
            **articles("_guides", "a.md", "b.md", "c.md", published="date"),
            **articles("_staff", "d.md", "e.md", "f.md", published="date"),
        },
        "Jekyll",
        ["_posts", "_guides", "_staff"],
        {"/guides/": "_guides"},
        {"published": "date"},
        links={"/2026/01/01/one.html": True, "/guides/a": True, "/guides/z": False, "/about/": True},
    ),
    "docusaurus": Site(
        {
            "website/docusaurus.config.js": "module.exports = {\n  url: 'https://bakers.test.site',\n};\n",
            **articles("website/docs", "intro.md", "more/details.mdx", published="last_update"),
            **articles("website/blog", "2026-01-05-hello.md", "2026-01-06-again/index.md", published="date"),
            "website/blog/2026-01-07-third.md": article(7, "date", more="slug: third\n"),
            "website/i18n/de/docusaurus-plugin-content-docs/current/intro.md": article(1, "last_update"),
            "website/static/img/a.png": "",
            "CHANGELOG.md": "# Changes\n",
        },
        "Docusaurus",
        ["website/docs", "website/blog", "website/i18n"],
        {"/docs/": "website/docs", "/blog/": "website/blog"},
        {"published": "date", "updated": "last_update"},
        "https://bakers.test.site",
        ["website/static"],
        ("no routes for i18n",),
        links={"/docs/intro": True, "/blog/2026/01/05/hello": True, "/blog/third": True, "/docs/outro": False},
    ),
    "docusaurus, numbered names": Site(
        {
            "docusaurus.config.ts": "export default { baseUrl: '/' };\n",
            **articles("docs", "01-intro.md", "02-more.md", published="date"),
        },
        "Docusaurus",
        ["docs"],
        keys={"published": "date"},
        notes=("no route for docs: the numbers before file names",),
        links={"/docs/intro": True},
    ),
    "eleventy": Site(
        {
            "eleventy.config.js": 'export default function () { return { dir: { input: "src" } } }\n',
            "src/_includes/a.md": "Part of a page.\n",
            "src/posts/posts.11tydata.js": "export default { permalink: '/x/{{ page.fileSlug }}/' }\n",
            **articles("src/posts", "2026-01-01-one.md", "2026-01-02-two.md", published="date"),
            **articles(
                "src/guides", "2026-01-01-three.md", "four.md", published="date", more="lastReviewed: 2026-03-01\n"
            ),
        },
        "Eleventy",
        ["src/guides", "src/posts"],
        {"/guides/": "src/guides"},
        {"published": "date", "updated": "lastReviewed"},
        notes=("no route for src/posts: a data file",),
        links={"/guides/three/": True, "/guides/five/": False, "/x/one/": True},
    ),
    "no generator": Site(
        {
            **articles(
                "writing/deep dives", "one.md", "two.md", "three.md", published="created", more="permalink: /x/\n"
            ),
            "writing/[old] #1/a.md": article(1, "created", more="permalink: /y/\n"),
            "notes/a.md": "No front matter.\n",
            "README.md": "# Read me\n",
            "config.toml": "[tool]\ntitle = 'of something else'\n",
            "_config.yml": "theme: something\n",
        },
        "no known generator",
        ["notes", "writing/[old] #1", "writing/deep dives"],
        keys={"published": "created", "slug": "permalink"},
        notes=("no schema for notes",),
    ),
    "nothing at all": Site({}, "no known generator", [], notes=("no articles found yet",)),
}

"""Writes a folder of articles whose titles, owners, links, file names and sentences try to run in a report.

Usage: python tests/clients/hostile_site.py FOLDER
       credlint report FOLDER/articles --format html -o FOLDER/report.html
       tests/clients/html.sh FOLDER/report.html
Each payload opens a dialog or asks for a page, if it runs.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

CALLS = ["alert(1)", "fetch('https://spy.example/')", "new Image().src='https://spy.example/'"]
SHAPES = [
    "<script>{}</script>",
    "</script><script>{}</script>",
    "</title><script>{}</script>",
    "</style><script>{}</script>",
    "<img src=x onerror={}>",
    "<img src=https://spy.example/x.png>",
    '"><svg onload={}>',
    "'><svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<a href=javascript:{}>x</a>",
    "[x](javascript:{})",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<body onload={}>",
    "<base href=https://spy.example/>",
    "<meta http-equiv=refresh content='0;url=https://spy.example/'>",
    "<link rel=stylesheet href=https://spy.example/x.css>",
    "<style>@import 'https://spy.example/x.css';</style>",
    "<form action=javascript:{}><button autofocus>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "<!--><script>{}</script>-->",
    "]]><script>{}</script>",
]


def main(folder: Path) -> None:
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    count = 0
    for shape, call in product(SHAPES, CALLS):
        payload = shape.format(call)
        quoted = payload.replace("'", "''")
        name = "".join(c if c not in "/\0" else "_" for c in payload)[:80]
        for place in ("title", "owner", "sentence", "link"):
            title = quoted if place == "title" else f"Article {count}"
            owner = quoted if place == "owner" else "Bo"
            sentence = payload if place == "sentence" else "nothing"
            target = payload.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
            link = f"[a page](/{target})" if place == "link" else "a page"
            text = (
                f"---\ntitle: '{title}'\nowner: '{owner}'\npubDate: 2024-01-01\n---\n\n"
                f"The AWS Certified Machine Learning - Specialty exam costs $123, says {sentence}. See {link}.\n"
            )
            (articles / f"{count} {name}.md").write_text(text, encoding="utf-8")
            count += 1
    print(f"{count} articles in {articles}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

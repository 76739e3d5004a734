"""Sites of Eleventy."""

from __future__ import annotations

import posixpath
import re

from credlint.scaffold.site import Layout, Site, named_script, quoted

SETTINGS = (".eleventy.js", *named_script("eleventy.config"))


def layout(site: Site) -> Layout:
    top = posixpath.normpath((quoted(site.text, "input") or ".").strip("/"))
    top = "" if top == "." or top.startswith("..") else top
    includes = {
        posixpath.join(top, quoted(site.text, name) or usual)
        for name, usual in (("includes", "_includes"), ("data", "data_of"))
    }
    sections = [one for one in site.sections(top) if one not in includes]
    routes, notes = [], []
    for section in sections:
        data = re.compile(rf"{re.escape(section)}/[^/]+\.(json|11tydata\.\w+)")
        if any(data.fullmatch(path) for path in site.files):
            notes.append(f"no route for {section}: a data file there may give its articles other addresses")
        else:
            routes.append((f"/{posixpath.basename(section)}/", section))
    return Layout("Eleventy", tuple(sections), tuple(routes), ("public",), notes=tuple(notes))

"""The generators of sites that credlint knows, one file each."""

from __future__ import annotations

from collections.abc import Callable, Collection

from msgspec import Struct

from credlint.scaffold.generators import astro, docusaurus, eleventy, hugo, jekyll
from credlint.scaffold.site import Layout, Site


class Generator(Struct, frozen=True):
    """`settings`: what its settings are called, from the site's folder; `is_meant`: whether a file of that name is
    its own, by its path, all files and its text.
    """

    settings: tuple[str, ...]
    layout: Callable[[Site], Layout]
    is_meant: Callable[[str, Collection[str], str], bool] = lambda path, files, text: True


# Those whose settings have a name of their own come first.
GENERATORS = {
    "Astro": Generator(astro.SETTINGS, astro.layout),
    "Docusaurus": Generator(docusaurus.SETTINGS, docusaurus.layout),
    "Eleventy": Generator(eleventy.SETTINGS, eleventy.layout),
    "Jekyll": Generator(jekyll.SETTINGS, jekyll.layout, jekyll.is_meant),
    "Hugo": Generator(hugo.SETTINGS, hugo.layout, hugo.is_meant),
}

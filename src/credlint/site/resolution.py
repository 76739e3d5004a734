"""Where an internal link leads, and the links that lead nowhere."""

from enum import StrEnum

from msgspec import Raw, Struct

from credlint.document import Link
from credlint.finding import Applicability, Edit, Fix
from credlint.span import Excerpt, Span


class Fault(StrEnum):
    PAGE = "page"
    DRAFT = "draft"
    ANCHOR = "anchor"
    IMAGE = "image"
    FILE = "file"


class Resolution(Struct, frozen=True, array_like=True):
    """Where an internal link leads.

    `target`: the page or file it reaches, as a path. `fault`: what is missing, if anything is. `nearest`: destinations,
    written in the form of the link, that may be meant, best first. `sure`: the first of them is the only near one.
    """

    target: str | None = None
    fault: Fault | None = None
    nearest: tuple[str, ...] = ()
    sure: bool = False

    def advice(self, otherwise: str) -> str:
        """What to do about the fault; `otherwise` where nothing is near."""
        if not self.nearest:
            return otherwise
        return "did you mean " + " or ".join(f"`{name}`" for name in self.nearest) + "?"

    def fix(self, target: Span) -> Fix | None:
        """Writes the one near destination in the place of the link's; it says the same and only leads somewhere."""
        if not self.sure:
            return None
        return Fix(f"link `{self.nearest[0]}`", Applicability.SAFE, (Edit(target, self.nearest[0]),))


# A link that leads to something missing.
DeadLink = tuple[Link, Resolution]


class DeadLinks(Struct, frozen=True, array_like=True):
    """The links of one file that lead to something missing, and the lines that their destinations are written on."""

    links: tuple[DeadLink, ...]
    lines: Excerpt


class DeadLinksOfSite(Struct, frozen=True, array_like=True):
    """The dead links of the files of a site that have any, by the files' numbers; packed, as they may be thousands.

    `site`: its digest. `contents`: the digests of the files whose links were followed, one behind the other in order
    of the files, with zeros for the others.
    """

    site: bytes
    contents: bytes
    dead_links: dict[int, Raw]

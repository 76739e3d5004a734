"""A file that cannot be read or checked completely: wrong encoding, lost characters, too large or too slow.

Why it matters
What cannot be read is not checked, and readers see boxes where letters were.

What to do
Save the file as UTF-8 and type the lost characters again; cut a file that is too large into articles.

When not to use it
For files that are not articles: leave those out with `exclude`.
"""

from __future__ import annotations

from collections.abc import Iterator

from credlint import lazy_re
from credlint.article import Article
from credlint.finding import Severity
from credlint.rule import Bad, Good, NoOptions, Problem, by_content
from credlint.span import Span
from credlint.world import World

SEVERITY = Severity.ERROR

EXAMPLES = (
    Bad("A caf⟦\ufffd⟧ in Paris.\n", says=("UTF-8",), because="a byte that is no UTF-8 was read as U+FFFD"),
    Bad("It is ⟦\x00⟧ empty.\n", says=("NUL",)),
    Bad("One ⟦\ufffd\ufffd⟧ and \ufffd another.\n", says=("3 characters",), because="the first place stands for all"),
    Good("A café in Paris, 20 €, 日本語, 🙂.\n"),
    Good("Write &#xFFFD; or \\uFFFD for the replacement character.\n", because="it is only spoken of"),
    Good("\n"),
    Good(""),
)

_LOST = lazy_re.compile("[\x00\ufffd]+")


def check(article: Article, world: World, options: NoOptions) -> Iterator[Problem]:
    if article.unreadable is not None:
        yield Problem(article.unreadable.span, article.unreadable.reason, article.unreadable.advice)
        return
    text = article.document.text
    # `in` is twenty times faster than a search; nearly every text holds neither.
    first = _LOST.search(text) if "\x00" in text or "\ufffd" in text else None
    if first is None:
        return
    count = text.count("\x00") + text.count("\ufffd")
    many = f"{count} characters" if count > 1 else "a character"
    if "\x00" in first.group():
        reason = f"{many} cannot be read: the first is NUL, which no text holds"
        advice = "look whether this is a text at all, and remove it"
    else:
        reason = f"{many} cannot be read: bytes that are not UTF-8, or letters lost before (U+FFFD)"
        advice = "save the file as UTF-8 and type the lost letters again"
    yield Problem(Span(first.start(), first.end()), reason, advice)


touches = by_content(check)

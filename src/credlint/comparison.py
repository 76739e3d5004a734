"""Which findings were there before. Pure.

A finding is taken for an earlier one if rule, file, quote and what it is about are the same, as many times as there
were earlier ones: so it is known again where lines moved and the sentence around it was reworded, and one more of a
kind is always one too many. What it says is not compared, because a new price or another day changes that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from credlint import lazy_re
from credlint.escape import without_secrets
from credlint.finding import Finding

_REACH, _FAR = 60, 2_000


class Trace(Struct, frozen=True, order=True):
    """What stays of a finding when lines move.

    `about`: the credential, or, for a quote without any word (the `---` above front matter that lacks a key), what is
    said of it. `near`: the quote with a few words on both sides, to distinguish several of one quote.
    """

    path: str
    rule: str
    quote: str
    about: str
    near: str


def trace(finding: Finding) -> Trace:
    quote = _plain(finding.quote)
    about = finding.credential or ""
    if not about and not lazy_re.search(r"\w", quote):
        about = lazy_re.sub(r"\d+", "0", _plain(finding.message))
    start = finding.start.column - 1
    end = start + len(finding.quote)
    # Masked before it is cut, because without its beginning a password in a URL would not be recognised.
    before = without_secrets(finding.context[max(start - _FAR, 0) : start])
    after = without_secrets(finding.context[end : end + _FAR])
    near = _plain(before[-_REACH:] + finding.quote + after[:_REACH])
    return Trace(finding.path, finding.rule, quote, about, near)


def _plain(text: str) -> str:
    return " ".join(text.split())


def known(earlier: Iterable[Trace], traces: Sequence[Trace]) -> list[Trace | None]:
    """For each trace the earlier one that it is taken for, which no other is; those in the same words come first."""
    found: list[Trace | None] = [None] * len(traces)
    left = fill(found, earlier, traces, lambda one: one)
    fill(found, left, traces, lambda one: replace(one, near=""))
    return found


def fill(
    found: list[Trace | None],
    earlier: Iterable[Trace],
    traces: Sequence[Trace],
    likeness: Callable[[Trace], Trace],
) -> list[Trace]:
    """Takes open traces for earlier ones that they are alike to; returns the earlier ones that are left over."""
    by_likeness: dict[Trace, list[Trace]] = {}
    for one in earlier:
        by_likeness.setdefault(likeness(one), []).append(one)
    for number, one in enumerate(traces):
        if found[number] is None and (alike := by_likeness.get(likeness(one))):
            found[number] = alike.pop(0)
    return [one for alike in by_likeness.values() for one in alike]


# As git has it: half of a file must be found again in the other.
_ALIKE = 0.5
# A piece of text that more files hold than this says nothing about where one of them went.
_COMMON = 20


def renames(gone: Mapping[str, bytes], added: Mapping[str, bytes]) -> dict[str, str]:
    """For each new file the one that it was before, by their contents, whether or not git recorded the rename."""
    by_content = {data: path for path, data in sorted(gone.items(), reverse=True)}
    found = {path: by_content.pop(data) for path, data in sorted(added.items()) if data in by_content}
    pieces = {path: _pieces(gone[path]) for path in by_content.values()}
    holders: dict[bytes, list[str]] = {}
    for path in sorted(pieces):
        for piece in pieces[path]:
            holders.setdefault(piece, []).append(path)
    pairs = []
    for path in added.keys() - found.keys():
        own = _pieces(added[path])
        shared: Counter[str] = Counter()
        for piece, size in own.items():
            for other in holders.get(piece, ())[:_COMMON]:
                shared[other] += min(size, pieces[other][piece])
        pairs += [(-size / max(own.total(), pieces[other].total()), path, other) for other, size in shared.items()]
    taken = set(found.values())
    for likeness, path, other in sorted(pairs):
        if -likeness >= _ALIKE and path not in found and other not in taken:
            found[path] = other
            taken.add(other)
    return found


def _pieces(data: bytes) -> Counter[bytes]:
    """Sentences and lines, each counted by its length."""
    pieces: Counter[bytes] = Counter()
    for piece in re.split(rb"[.\r\n]+\s*", data):
        if piece:
            pieces[piece] += len(piece)
    return pieces

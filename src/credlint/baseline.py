"""A file of old findings that a site accepts for now; it only shrinks.

One line a finding, ordered by what it is and not by where it stands, so that a review shows what came and what went.
Paths are from the folder of the file, so that it means the same wherever the check is run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from credlint import comparison, discovery
from credlint.comparison import Trace
from credlint.contents import of_results, real
from credlint.errors import InputError
from credlint.escape import for_json, presentable
from credlint.finding import Finding

VERSION = 1


class Held(Struct, frozen=True):
    """Findings compared with a baseline.

    `new` are the findings that are not in it; `still` the entries that are still found, as they are today; `lapsed`
    those that nothing matches any more.
    """

    new: tuple[Finding, ...]
    still: tuple[Trace, ...]
    lapsed: tuple[Trace, ...]


def hold(earlier: Iterable[Trace], findings: Sequence[Finding]) -> Held:
    """Compares findings with a baseline. Where one of its files is gone, an article with the same words stands in."""
    earlier, traces = list(earlier), entries(findings)
    found = comparison.known(earlier, traces)
    left = Counter(earlier) - Counter(one for one in found if one is not None)
    moved = [one for one in left.elements() if not os.path.lexists(one.path)]
    comparison.fill(found, moved, traces, lambda one: replace(one, path=""))
    pairs = list(zip(findings, traces, found, strict=True))
    return Held(
        new=tuple(finding for finding, _, match in pairs if match is None),
        still=tuple(today for _, today, match in pairs if match is not None),
        lapsed=tuple((Counter(earlier) - Counter(match for match in found if match is not None)).elements()),
    )


def entries(findings: Iterable[Finding]) -> list[Trace]:
    """What a baseline holds of findings; no secret of a URL is in it."""
    return [presentable(comparison.trace(finding)) for finding in findings]


def written(file: Path, traces: Iterable[Trace]) -> bytes:
    """What a file holds that keeps them, in order; their paths go from its folder."""
    folder = real(file.parent)
    placed = sorted(replace(one, path=Path(os.path.relpath(one.path, folder)).as_posix()) for one in traces)
    rows = ",".join(f"\n  {json.dumps(asdict(one), ensure_ascii=False)}" for one in placed)
    text = f'{{\n "version": {VERSION},\n "findings": [{rows}\n ]\n}}\n'
    return for_json(text).encode("utf-8", "backslashreplace")


def read(file: Path) -> list[Trace]:
    """The findings of a file, their paths as findings of this run have them. Raises InputError."""
    again = f"write it again: credlint check --write-baseline {file}"
    try:
        data = json.loads(of_results(file))
    except OSError as problem:
        raise InputError(problem.strerror or str(problem), path=str(file), hint=again) from None
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", None)
        raise InputError(f"is not JSON: {problem}", path=str(file), line=line, hint=again) from None
    try:
        traces = [Trace(**row) for row in data["findings"]]
        sound = all(type(part) is str for one in traces for part in asdict(one).values())
        if data["version"] != VERSION or not sound:
            raise ValueError
    except (LookupError, TypeError, ValueError):
        raise InputError("is not a baseline of this version", path=str(file), hint=again) from None
    cwd, folder = Path.cwd(), real(file.parent)
    return [replace(one, path=discovery.shown(Path(os.path.normpath(folder / one.path)), cwd)) for one in traces]

"""Every regular expression of the package against texts that make a matcher go back over what it tried.

usage: regexes.py [--short]

The patterns are collected, not listed: what `lazy_re` knows, module globals, what nouns and containers in them hold,
and whatever is compiled while an article is judged. For each, texts are pumped: pieces that its own syntax tree
suggests, repeated, with an end that does not match. A pattern passes where its time grows with the text, or where
texts as long as it ever sees (`reach`: watched while articles of every kind are judged) take next to no time.
"""

from __future__ import annotations

import importlib
import itertools
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

from msgspec import Struct, structs

import credlint
from credlint import lazy_re

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz import doubling

# `search` starts at every place of the text, so a pattern that looks far from each is as slow as one that backtracks.
LENGTHS = (2**11, 2**13)
BAR = 1.5  # the exponent
WORTH_MEASURING = 0.04  # the clock that can be stopped ticks every 4 ms; what is linear takes less
TOO_LONG = 1.0
REACH = 4_000  # characters: what sees no more of an article, however long that is, has a bound
NO_TIME = 0.05  # seconds, for as much of a text as a pattern with a bound ever sees


def modules() -> Iterator[Any]:
    for info in pkgutil.walk_packages(credlint.__path__, "credlint."):
        if info.name.endswith(("__main__", ".lazy_re")):  # who holds a pattern tells how it is used
            continue
        try:
            yield importlib.import_module(info.name)
        except ImportError:  # an extra that is not installed
            continue


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern on text, by a place where it is held."""
    found: dict[tuple[str, int], str] = {}
    kept: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()

    def look(value: Any, place: str, depth: int = 0) -> None:
        if id(value) in later:
            value = re.compile(*later[id(value)])
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str) and (value.pattern, value.flags) not in found:
                found[value.pattern, value.flags] = place
                kept[place] = value
            return
        if depth > 6 or id(value) in seen:
            return
        if isinstance(value, Mapping):
            seen.add(id(value))
            for key, one in value.items():
                look(one, f"{place}[{str(key)[:30]}]", depth + 1)
        elif isinstance(value, (list, tuple, set, frozenset)):
            seen.add(id(value))
            for at, one in enumerate(value):
                look(one, f"{place}[{at}]", depth + 1)
        elif isinstance(value, Struct):
            seen.add(id(value))
            for name, one in structs.asdict(value).items():
                look(one, f"{place}.{name}", depth + 1)
        elif isinstance(value, type) and value.__module__.startswith("credlint"):
            for name, one in vars(value).items():
                look(one, f"{place}.{name}", depth + 1)

    every = list(modules())
    later = {id(one): key for key, one in lazy_re.known.items()}
    for module in every:
        for name, value in vars(module).items():
            look(value, f"{module.__name__}.{name}")
    for key in lazy_re.known:
        look(re.compile(*key), f"lazy_re.compile({key[0][:40]!r})")
    for place, pattern in compiled_while_judging().items():
        look(pattern, place)
    return kept


def compiled_while_judging() -> dict[str, re.Pattern[str]]:
    """The patterns in `re`'s own memory after articles of many kinds were judged, as far as they are written here.

    Those of libraries are not: what they cost in an article is measured by doubling.py.
    """
    before = set(getattr(re, "_cache", {}))
    for axis in doubling.AXES.values():
        doubling.judge(axis(3) + "\nThe AWS Certified Cloud Practitioner exam (CLF-C02) costs $100.\n")
    memory = getattr(re, "_cache", {})
    return {
        f"re.compile({key[1][:40]!r})": value
        for key, value in list(memory.items())
        if key not in before and key[1][:10] in _source(None)
    }


def reach(characters: int = 3 * REACH) -> dict[str, int]:
    """How many characters each pattern that is looked for is given at once, at most, while long articles are judged."""
    seen: dict[str, int] = {}

    def watched(pattern: str, look: Callable[..., Any]) -> Callable[..., Any]:
        def call(text: str, *bounds: int, **options: Any) -> Any:
            start, end = (*bounds, len(text))[:2] if bounds else (0, len(text))
            seen[pattern] = max(seen.get(pattern, 0), min(end, len(text)) - start)
            return look(text, *bounds, **options)

        return call

    for key, later in lazy_re.known.items():
        compiled = re.compile(*key)
        for name in ("search", "finditer", "findall", "split"):
            setattr(later, name, watched(key[0], getattr(compiled, name)))
    for axis in doubling.AXES.values():
        items = max(1, characters * 20 // max(1, len(axis(20))))
        doubling.judge(axis(items) + doubling.ABOUT)
    return seen


def pieces(pattern: re.Pattern[str]) -> list[str]:
    """Short texts that parts of a pattern like: what each repetition in it repeats, and what stands between."""
    liked: dict[str, None] = {}
    try:
        tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    except re.error:
        return []

    def sample(op: Any, argument: Any) -> str:
        match op:
            case sre.LITERAL:
                return chr(argument)
            case sre.NOT_LITERAL:
                return "a" if argument != ord("a") else "b"
            case sre.ANY:
                return "a"
            case sre.IN:
                return char_of(argument)
            case sre.BRANCH:
                return text_of(argument[1][0])
            case sre.SUBPATTERN:
                return text_of(argument[3])
            case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
                low, high, inner = argument
                return text_of(inner) * max(low, 1 if high else 0)
            case sre.ATOMIC_GROUP:
                return text_of(argument)
            case _:
                return ""

    def char_of(items: Any) -> str:
        negated = items[0][0] is sre.NEGATE
        compiled = [item for item in items if item[0] is not sre.NEGATE]

        def holds(char: str) -> bool:
            for op, argument in compiled:
                if op is sre.LITERAL and ord(char) == argument:
                    return True
                if op is sre.RANGE and argument[0] <= ord(char) <= argument[1]:
                    return True
                if op is sre.CATEGORY:
                    name = str(argument)
                    is_one = {
                        "DIGIT": char.isdigit(),
                        "SPACE": char.isspace(),
                        "WORD": char.isalnum() or char == "_",
                    }[name.rsplit("_", 1)[-1]]
                    if is_one != ("NOT" in name):
                        return True
            return False

        literals = [chr(argument) for op, argument in compiled if op is sre.LITERAL]
        for char in [*([] if negated else literals), *"a1 A-.,$é\n\t_(/"]:
            if holds(char) != negated:
                return char
        return ""

    def text_of(parts: Any) -> str:
        return "".join(sample(op, argument) for op, argument in parts)

    def walk(parts: Any, before: str = "") -> None:
        said = before
        for op, argument in parts:
            match op:
                case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
                    inner = text_of(argument[2])
                    if argument[1] > 3:
                        liked[inner] = None
                        liked[said[-12:] + inner] = None
                    walk(argument[2])
                case sre.SUBPATTERN:
                    walk(argument[3])
                case sre.ATOMIC_GROUP:
                    walk(argument)
                case sre.BRANCH:
                    for one in argument[1][:12]:
                        walk(one)
                case sre.ASSERT | sre.ASSERT_NOT:
                    walk(argument[1])
            said += sample(op, argument)
        if said:
            liked[said[:60]] = None

    walk(tree)
    return [piece for piece in liked if piece][:14]


# Runs of these are what hostile texts are made of, whatever a pattern looks for.
ANY_RUNS = (" ", "a", "1", "a ", "1,", "$1 ", "\n", "- ", "(a", "A.")


class _TooLong(Exception):
    pass


def _alarm(number: int, frame: FrameType | None) -> None:
    raise _TooLong


@cache
def _source(module: str | None) -> str:
    """The text of a module, or of all."""
    if file := getattr(sys.modules.get(module or ""), "__file__", None):
        return Path(file).read_text("utf-8")
    return "\n".join(file.read_text("utf-8") for file in sorted(Path(credlint.__file__).parent.rglob("*.py")))


def is_anchored(place: str, pattern: re.Pattern[str]) -> bool:
    """Whether the package only matches it where it starts, never looking for it through a text."""
    if place.startswith("re."):
        return bool(re.search(r"re\.(?:match|fullmatch)\(\s*r?[\"']" + re.escape(pattern.pattern), _source(None)))
    module, _, name = re.split(r"\[", place)[0].rpartition(".")
    if alias := re.search(rf"\b(\w+) = (?:{re.escape(name)} if |.* else {re.escape(name)}$)", _source(module), re.M):
        name = alias[1]
    uses = rf"\b{re.escape(name)}\.(match|fullmatch|search|finditer|findall|sub|split)\b"
    known = sys.modules.get(module)
    if known and re.search(rf"\b_match\({re.escape(name)}\)", _source(module)):  # where the parser stands
        return True
    used = set(re.findall(uses, _source(module))) if known else set()
    used = used or set(re.findall(uses, _source(None)))
    return bool(used) and used <= {"match", "fullmatch"}


def seconds(pattern: re.Pattern[str], text: str, anchored: bool) -> float:
    """The processor time of finding all matches (anchored: one), or so much that it took too long."""
    signal.signal(signal.SIGVTALRM, _alarm)
    signal.setitimer(signal.ITIMER_VIRTUAL, TOO_LONG)
    started = time.process_time()
    try:
        if anchored:
            pattern.fullmatch(text)
        else:
            for _ in pattern.finditer(text):
                pass
    except _TooLong:
        return TOO_LONG
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def pumped(pattern: re.Pattern[str], runs: Iterable[str]) -> Iterator[tuple[str, str]]:
    own = pieces(pattern)
    for piece in dict.fromkeys([*own, *runs]):
        yield piece, ""
    for head, piece in itertools.islice(itertools.permutations(own[:5], 2), 12):
        yield piece, head


def growth(pattern: re.Pattern[str], piece: str, head: str, anchored: bool) -> tuple[float, float]:
    """The exponent of time by length, and the time of the longest text that was tried."""
    times = []
    for length in LENGTHS:
        text = _text(piece, head, length)
        times.append((len(text), seconds(pattern, text, anchored)))
        if times[-1][1] >= TOO_LONG:
            break
    (short, before), (long, after) = times[0], times[-1]
    if after < WORTH_MEASURING:
        return 0.0, after
    if long == short:
        return math.inf, after
    return math.log(after / max(before, 1e-3)) / math.log(long / short), after


def _text(piece: str, head: str, length: int) -> str:
    return head + piece * (length // len(piece)) + "\x00"


def main(arguments: list[str]) -> int:
    short = "--short" in arguments
    every = patterns()
    reached = reach()
    texts, bounded, bad = 0, 0, 0
    for place, pattern in every.items():
        anchored = is_anchored(place, pattern)
        limit = reached.get(pattern.pattern)
        for piece, head in pumped(pattern, ANY_RUNS[:4] if short else ANY_RUNS):
            texts += 1
            power, spent = growth(pattern, piece, head, anchored)
            if power <= BAR:
                continue
            if limit is not None and limit <= REACH:
                spent = seconds(pattern, _text(piece, head, limit), anchored)
                if spent < NO_TIME:
                    bounded += 1
                    print(f"note {power:.2f} {place}: sees {limit} characters at most: {spent:.3f} s", flush=True)
                    break
            bad += 1
            print(f"FAIL {power:.2f} {spent:.3f} s  {place} (sees {limit}): {head!r} + {piece!r}…", flush=True)
            print(f"       {pattern.pattern[:150]!r}", flush=True)
            break
    print(
        f"{len(every)} patterns, {texts} pumped texts of up to {LENGTHS[-1]} characters: {bad} run away,"
        f" {bounded} more would on longer texts than they ever see"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

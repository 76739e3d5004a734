"""Every regular expression of the package against texts that make a matcher go back over what it tried.

usage: regexes.py [--short]

The patterns are collected, not listed: module globals, what nouns and containers in them hold, and whatever is
compiled while an article is judged. For each, texts are pumped: pieces that its own syntax tree suggests, repeated,
with an end that does not match. Prints the patterns whose time grows faster than the text. Up to the square is borne,
because no pattern of claims sees more than a place of 4,000 characters (`places.LONGEST_PLACE`), and doubling.py shows
that whole articles stay linear; what grows faster than the square, or takes a second for 8,000 characters, fails.
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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

from msgspec import Struct, structs

import credlint

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# `search` starts at every place of the text, so a pattern that looks far from each is as slow as one that backtracks.
LENGTHS = (2**11, 2**13)
SQUARE, BAR = 1.5, 2.7
WORTH_MEASURING = 0.04  # the clock that can be stopped ticks every 4 ms; what is linear takes less
TOO_LONG = 1.0


def modules() -> Iterator[Any]:
    for info in pkgutil.walk_packages(credlint.__path__, "credlint."):
        if info.name.endswith("__main__"):
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

    for module in modules():
        for name, value in vars(module).items():
            look(value, f"{module.__name__}.{name}")
    for place, pattern in compiled_while_judging().items():
        look(pattern, place)
    return kept


def compiled_while_judging() -> dict[str, re.Pattern[str]]:
    """The patterns in `re`'s own memory and in caches, after articles of many kinds were judged."""
    from fuzz import doubling

    before = set(getattr(re, "_cache", {}))
    for axis in doubling.AXES.values():
        doubling.judge(axis(3) + "\nThe AWS Certified Cloud Practitioner exam (CLF-C02) costs $100.\n")
    memory = getattr(re, "_cache", {})
    return {f"re.compile({key[1][:40]!r})": value for key, value in memory.items() if key not in before}


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
def _sources() -> str:
    folder = Path(credlint.__file__).parent
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.rglob("*.py")))


def is_anchored(place: str) -> bool:
    """Whether the package only matches it where it starts, never looking for it through a text."""
    name = re.escape(re.split(r"[.\[]", place.removeprefix("credlint."))[-1])
    used = set(re.findall(rf"\b{name}\.(match|fullmatch|search|finditer|findall|sub|split)\b", _sources()))
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
        text = head + piece * (length // len(piece)) + "\x00"
        times.append((len(text), seconds(pattern, text, anchored)))
        if times[-1][1] >= TOO_LONG:
            break
    (short, before), (long, after) = times[0], times[-1]
    if after < WORTH_MEASURING or long == short:
        return 0.0, after
    return math.log(after / max(before, 1e-3)) / math.log(long / short), after


def main(arguments: list[str]) -> int:
    short = "--short" in arguments
    every = patterns()
    texts, squares, bad, slowest = 0, 0, [], (0.0, "")
    for place, pattern in every.items():
        worst = (0.0, 0.0, "")
        anchored = is_anchored(place)
        for piece, head in pumped(pattern, ANY_RUNS[:4] if short else ANY_RUNS):
            texts += 1
            power, spent = growth(pattern, piece, head, anchored)
            if spent >= TOO_LONG and worst[1] >= TOO_LONG:
                break
            worst = max(worst, (power if spent >= WORTH_MEASURING else 0.0, spent, f"{head!r} + {piece!r}…"))
            slowest = max(slowest, (spent, f"{place} on {piece!r}"))
        fails = worst[0] > BAR or worst[1] >= TOO_LONG
        squares += not fails and worst[0] > SQUARE
        if fails:
            bad.append(place)
        if fails or worst[0] > SQUARE:
            print(
                f"{'FAIL' if fails else 'note'} {worst[0]:.2f} {worst[1]:.3f} s  {place}: {worst[2]}\n"
                f"       {pattern.pattern[:150]!r}",
                flush=True,
            )
    print(f"slowest: {slowest[0]:.3f} s, {slowest[1]}")
    print(
        f"{len(every)} patterns, {texts} pumped texts of up to {LENGTHS[-1]} characters: {squares} like the square,"
        f" {len(bad)} worse"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

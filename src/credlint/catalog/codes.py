"""Exam codes: which were issued for what, and which only have the form of a known family."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from msgspec import msgpack

from credlint import lazy_re
from credlint.once import once

if TYPE_CHECKING:
    from credlint.catalog import Catalog

CODE = lazy_re.compile(r"[A-Z0-9]{2,9}(?:[-.][A-Z0-9]{1,6}){1,3}|[A-Z]{2,3}\d{3}")
# The digits that count a family's codes up: the 03 of SAA-C03, the 102 of AI-102.
COUNT = lazy_re.compile(r"(?<=\D)\d{1,4}$|(?<=-)\d+(?=-)")
# What names an exam, and its version: SAA-C03, SY0-701, 1Z0-1085-26.
VERSIONED = lazy_re.compile(r"([A-Z][A-Z0-9]*(?:-[A-Z]|\d-)(?=\d)|[A-Z0-9]+-\d{3,4}-)\d{2,3}")


class Codes:
    """The exam codes of a catalog, by code in capitals; the id of a credential begins with its provider's.

    `complete` are the forms of the series (`AI-###`) of which no code is missing.
    """

    def __init__(self, issued: Mapping[str, Sequence[str]], complete: Iterable[str] = ()) -> None:
        self._issued = issued
        self._complete = frozenset(complete)

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        """Those of a catalog, from its compiled names where it has them."""
        kept = catalog.compiled_names
        if not kept:
            return cls(issued_codes(catalog), complete_series(catalog))
        return cls(
            msgpack.decode(kept["codes"], type=dict[str, list[str]]),
            msgpack.decode(kept["complete_series"], type=list[str]),
        )

    def credential(self, text: str) -> str | None:
        """The credential that a code was issued for, None where it never was or for several."""
        owners = self._issued.get(_plain(text), ())
        return owners[0] if len(owners) == 1 else None

    def is_issued(self, text: str) -> bool:
        """Whether the catalog knows the code."""
        return _plain(text) in self._issued

    def versioned(self, text: str) -> str | None:
        """The credential whose exam counts its versions in codes of this form (`SAA-C04`, as `SAA-C03` is its).

        None where such numbers are dealt to many exams (`AI-104`): they count exams, not versions.
        """
        parts = VERSIONED.fullmatch(_plain(text))
        owners = self._versioned.get(parts[1], set()) if parts else set()
        return next(iter(owners)) if len(owners) == 1 else None

    def neighbours(self, text: str) -> tuple[str, ...]:
        """The codes issued right before and after one that never was, in a series that the catalog has complete.

        Before the first there are none: courses are numbered there (AZ-040).
        """
        code = _plain(text)
        form = COUNT.sub(_blank, code)
        if code in self._issued or form not in self._complete:
            return ()
        series = sorted(one for one in self._issued if COUNT.sub(_blank, one) == form)
        at = bisect_left(series, code)
        return tuple(series[at - 1 : at + 1]) if at else ()

    def issuer(self, text: str) -> str | None:
        """The provider whose codes have this form, whether or not the code was ever issued."""
        code = _plain(text)
        if code in self._issued:
            return _provider(self._issued[code][0])
        head, _, tail = code.partition("-")
        forms = [COUNT.sub(_blank, code)]
        if tail and head.isalpha():
            forms.append(f"{'@' * len(head)}-{COUNT.sub(_blank, tail)}")
            if tail.isalpha() and 2 <= len(tail) <= 5:
                forms.append(f"{head}-@")
        return next((self._families[form] for form in forms if form in self._families), None)

    @once
    def _versioned(self) -> Mapping[str, set[str]]:
        """Who owns the codes that begin alike and end in a version."""
        owners: dict[str, set[str]] = {}
        for code, of in self._issued.items():
            if parts := VERSIONED.fullmatch(code):
                owners.setdefault(parts[1], set()).update(of)
        return owners

    @once
    def _families(self) -> Mapping[str, str]:
        """Providers by family: a code with its counting digits replaced (`SAA-C##`, `AI-###`).

        Once a provider has put five names before one tail (`@@@-C##`) or after one head (`NCP-@`), all others of that
        form are its too.
        """
        counts: dict[str, Counter[str]] = {}
        shapes: dict[tuple[str, str], set[str]] = {}
        for code, owners in self._issued.items():
            if not CODE.fullmatch(code):
                continue
            provider = _provider(owners[0])
            head, dash, tail = code.partition("-")
            if any(c.isdigit() for c in code) and any(c.isalpha() for c in head):
                counts.setdefault(COUNT.sub(_blank, code), Counter())[provider] += 1
            if dash and head.isalpha():
                shapes.setdefault((provider, f"{'@' * len(head)}-{COUNT.sub(_blank, tail)}"), set()).add(head)
                if tail.isalpha():
                    shapes.setdefault((provider, f"{head}-@"), set()).add(tail)
        for (provider, shape), seen in shapes.items():
            if len(seen) >= 5 and any(c.isalpha() for c in shape):
                counts[shape] = Counter({provider: len(seen)})
        return {family: count.most_common(1)[0][0] for family, count in counts.items()}


def issued_codes(catalog: Catalog) -> dict[str, list[str]]:
    """The credentials of a catalog by exam code."""
    issued: dict[str, list[str]] = {}
    for credential in catalog.credentials.values():
        for code in credential.codes:
            owners = issued.setdefault(code.code.upper(), [])
            if credential.id not in owners:
                owners.append(credential.id)
    return issued


def complete_series(catalog: Catalog) -> list[str]:
    """The forms of codes of which the catalog has all that were ever issued."""
    return sorted({form for provider in catalog.providers.values() for form in provider.complete_series})


def _provider(credential: str) -> str:
    return credential.partition("/")[0]


def _blank(match: re.Match[str]) -> str:
    return "#" * len(match[0])


def _plain(text: str) -> str:
    return lazy_re.sub(r"[‐‑–]", "-", text).upper()

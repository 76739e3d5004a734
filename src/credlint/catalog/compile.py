"""Catalog files into the compiled form: all of them together, then entry by entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct, field, msgpack

from credlint.catalog import Credential, ExamCode, Fact, Group, Provider, Source, StatusEntry
from credlint.catalog.checking import SECTIONS, UNITS, Data, checked, parse, pointer
from credlint.catalog.compiled import Compiled, PlacesByPath
from credlint.catalog.files import File
from credlint.dates import PartialDate
from credlint.errors import CatalogError
from credlint.values import Cost, Duration, Exam, Kind, Validity, Value

MARKS = ("member", "beta", "retake", "promotion", "approximate")
NARROWINGS = ("region", "plan", "part", "fee", "channel", "audience", "code", "level", "kind")


def compile_files(files: Iterable[tuple[File, str]]) -> Compiled:
    """Reads and checks files and their texts. Raises CatalogError for the first that is not as it should be."""
    entries = _Entries()
    for file, text in files:
        entries.add(file, text)
    entries.require_providers()
    # Read back, so that the order in which an author wrote the keys makes no difference.
    body = json.dumps(entries.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = json.loads(body)
    paths = {ident: file.path for ident, file in entries.files.items()}
    return Compiled(
        digest=f"sha256:{hashlib.sha256(body.encode()).hexdigest()}",
        newest=_newest(data),
        credentials=_encoded(_credential, data["credential"], paths),
        providers=_encoded(_provider, data["provider"], paths),
        groups=_encoded(_group, data["group"], paths),
        places=msgpack.encode({path: entries.places[path] for path in dict.fromkeys(paths.values())}),
    )


class _Entries(Struct):
    """What the files hold: data by kind and id, the file of each id, and the places of keys and values in each file."""

    data: dict[str, dict[str, Data]] = field(default_factory=lambda: {"credential": {}, "provider": {}, "group": {}})
    files: dict[str, File] = field(default_factory=dict)
    places: PlacesByPath = field(default_factory=dict)
    first_of_provider: dict[str, File] = field(default_factory=dict)

    def add(self, file: File, text: str) -> None:
        """Adds what a file holds; an entry of an earlier folder gives way to it. Raises CatalogError."""
        located = parse(file, text)
        for ident, entry in checked(file, text, located).items():
            other = self.files.get(ident)
            if other is not None and other.folder == file.folder:
                message = f"says a second time what {ident} is, beside {PurePosixPath(other.path).name}"
                raise CatalogError(message, path=file.path, line=1, hint="Keep one of the two.")
            self.data["credential" if file.kind == "names" else file.kind][ident] = entry
            self.files[ident] = file
        if file.kind in ("credential", "names"):
            self.first_of_provider.setdefault(file.id.partition("/")[0], file)
        deepest = 3 if file.kind == "names" else 2
        self.places[file.path] = {
            pointer(path): (span.start, span.end) for path, span in located.values.items() if 0 < len(path) <= deepest
        }

    def require_providers(self) -> None:
        """Raises CatalogError where credentials have no provider."""
        for provider, file in self.first_of_provider.items():
            if provider not in self.data["provider"]:
                hint = f"Add {provider}/provider.yaml with at least `name`, or move the file to its provider's folder."
                raise CatalogError(f"the provider {provider} has no provider.yaml", path=file.path, line=1, hint=hint)


def _encoded(
    make: Callable[[str, Data, str], object], data: Mapping[str, Data], paths: Mapping[str, str]
) -> dict[str, bytes]:
    return {ident: msgpack.encode(make(ident, entry, paths[ident])) for ident, entry in data.items()}


def _newest(data: dict[str, dict[str, Data]]) -> str | None:
    checks = {
        str(fact["checked"])
        for kind in ("credential", "provider")
        for entry in data[kind].values()
        for section in SECTIONS
        for fact in entry.get(section, ())
        if "checked" in fact
    }
    return max(checks, key=lambda text: PartialDate.parse(text).earliest, default=None)


def _credential(ident: str, data: Data, path: str) -> Credential:
    sources = _sources(data)
    return Credential(
        id=ident,
        name=data["name"],
        provider=ident.partition("/")[0],
        kind=data["kind"],
        level=data.get("level", ""),
        aliases=tuple(data.get("aliases", ())),
        ambiguous_aliases=tuple(data.get("ambiguous-aliases", ())),
        former_names=tuple(data.get("former-names", ())),
        codes=tuple(
            ExamCode(entry["code"], until=_date(entry.get("until")), note=entry.get("note", ""), **provenance)
            for entry, provenance in _stated(data, "codes", sources)
        ),
        status=tuple(
            StatusEntry(entry["is"], note=entry.get("note", ""), **provenance)
            for entry, provenance in _stated(data, "status", sources)
        ),
        replaced_by=tuple(data.get("replaced-by", ())),
        facts=tuple(_facts(data, sources)),
        url=data.get("url"),
        recognised_only=not sources,
        path=path,
        pointer=f"/{ident.partition('/')[2]}" if path.endswith(("/names.yaml", "/names.yml")) else "",
        platform=data.get("platform", ""),
        note=data.get("note", ""),
    )


def _provider(ident: str, data: Data, path: str) -> Provider:
    sources = _sources(data)
    return Provider(
        id=ident,
        name=data["name"],
        aliases=tuple(data.get("aliases", ())),
        facts=tuple(_facts(data, sources)),
        sources=tuple(sources.values()),
        path=path,
        shared_aliases=tuple(data.get("shared-aliases", ())),
        rank=int(data.get("rank", 0)),
        complete_series=tuple(data.get("complete-series", ())),
    )


def _group(ident: str, data: Data, path: str) -> Group:
    return Group(
        id=ident,
        name=data["name"],
        aliases=tuple(data.get("aliases", ())),
        providers=tuple(data.get("providers", ())),
        credentials=tuple(data.get("credentials", ())),
        path=path,
    )


def _sources(data: Data) -> dict[str, Source]:
    return {
        key: Source(
            url=source.get("url"),
            title=source.get("title") or source["url"].partition("//")[2].rstrip("/"),
            publisher=source.get("publisher", ""),
            official=source["official"],
            seen=source["seen"],
        )
        for key, source in data.get("sources", {}).items()
    }


def _stated(data: Data, section: str, sources: Mapping[str, Source]) -> Iterator[tuple[Data, dict[str, Any]]]:
    """What a section states, each with the fields that say since when it is so and how that is known."""
    for number, entry in enumerate(data.get(section, ())):
        yield (
            entry,
            {
                "since": _date(entry.get("since")),
                "sources": tuple(sources[key] for key in entry.get("sources", ())),
                "checked": _date(entry.get("checked")),
                "confidence": entry.get("confidence", data.get("confidence", "medium")),
                "pointer": f"/{section}/{number}",
                "evidence": entry.get("evidence"),
            },
        )


def _date(value: str | int | None) -> PartialDate | None:
    return None if value is None else PartialDate.parse(str(value))


def _facts(data: Data, sources: Mapping[str, Source]) -> Iterator[Fact]:
    for section, kind in SECTIONS.items():
        for entry, provenance in _stated(data, section, sources):
            yield Fact(
                kind,
                _VALUES[kind](entry),
                until=_date(entry.get("until")),
                qualifiers=_qualifiers(entry),
                scale=str(entry.get("passing-score", "")).partition("/")[2] or None,
                **provenance,
            )


def _qualifiers(entry: Data) -> dict[str, str]:
    found = {key: "yes" if entry[key] else "no" for key in MARKS if key in entry}
    found |= {key: str(entry[key]) for key in NARROWINGS if key in entry}
    note = entry.get("note") or ", ".join(
        words
        for words in (
            found.get("part"),
            found.get("fee") and f"{found['fee']}{'' if found['fee'] == 'voucher' else ' fee'}",
            found.get("channel") and f"by {found['channel']}",
            found.get("audience") and f"for {found['audience']}",
        )
        if words
    )
    return {**found, "note": note} if note else found


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _cost(entry: Data) -> Cost:
    amount = entry.get("amount")
    return Cost(
        min=_decimal(entry.get("min", amount)),
        max=_decimal(entry.get("max", amount)),
        currency=entry["currency"],
        per=entry.get("per", "once"),
        basis=entry["basis"],
        approximate=entry.get("approximate", False),
    )


def _validity(entry: Data) -> Validity:
    if entry.get("lifetime"):
        return Validity(lifetime=True)
    months = entry.get("months")
    return Validity(_decimal(entry.get("min-months", months)), _decimal(entry.get("max-months", months)))


def _duration(entry: Data) -> Duration:
    for unit in UNITS:
        exact = entry.get(unit)
        low, high = entry.get(f"min-{unit}", exact), entry.get(f"max-{unit}", exact)
        if low is not None or high is not None:
            return Duration(_decimal(low), _decimal(high), unit)
    raise ValueError("a duration without a figure")


def _exam(entry: Data) -> Exam:
    score = entry.get("passing-score")
    return Exam(
        questions=_figure(entry.get("questions")),
        minutes=_figure(entry.get("minutes")),
        passing_score=_figure(score.partition("/")[0] if isinstance(score, str) else score),
        passing_percent=_figure(entry.get("passing-percent")),
    )


# How far "about 60 questions" may lie from 60.
ABOUT = Decimal("0.1")


def _figure(value: object) -> tuple[Decimal, Decimal] | None:
    """`60`, `50-60`, `up to 90` or `about 80` as bounds."""
    if value is None:
        return None
    text = str(value)
    if not isinstance(value, str):  # the hyphen of 1e-9 parts no bounds
        return Decimal(text), Decimal(text)
    if text.startswith("up to "):
        return Decimal(0), Decimal(text.removeprefix("up to "))
    if text.startswith("about "):
        middle = Decimal(text.removeprefix("about "))
        return middle * (1 - ABOUT), middle * (1 + ABOUT)
    low, _, high = text.partition("-")
    return Decimal(low), Decimal(high or low)


_VALUES: dict[Kind, Callable[[Data], Value]] = {
    Kind.COST: _cost,
    Kind.VALIDITY: _validity,
    Kind.DURATION: _duration,
    Kind.EXAM: _exam,
}

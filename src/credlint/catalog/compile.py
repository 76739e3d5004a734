"""Catalog files into the compiled form: all of them together, then noun by noun."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath

from msgspec import msgpack

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
    data: dict[str, dict[str, Data]] = {"credential": {}, "provider": {}, "group": {}}
    paths: dict[str, str] = {}
    places: PlacesByPath = {}
    folders: dict[str, str] = {}
    owned: dict[str, File] = {}
    for file, text in files:
        located = parse(file, text)
        for ident, noun in checked(file, text, located).items():
            data["credential" if file.kind == "names" else file.kind][ident] = noun
            if file.folder == folders.setdefault(ident, file.folder) and ident in paths:
                message = f"says a second time what {ident} is, beside {PurePosixPath(paths[ident]).name}"
                raise CatalogError(message, path=file.path, line=1, hint="Keep one of the two.")
            paths[ident] = file.path
            folders[ident] = file.folder
        if file.kind in ("credential", "names"):
            owned.setdefault(file.id.partition("/")[0], file)
        deepest = 3 if file.kind == "names" else 2
        places[file.path] = {
            pointer(path): (span.start, span.end) for path, span in located.values.items() if 0 < len(path) <= deepest
        }
    for provider, file in owned.items():
        if provider not in data["provider"]:
            raise CatalogError(
                f"the provider {provider} has no provider.yaml",
                path=file.path,
                line=1,
                hint=f"Add {provider}/provider.yaml with at least `name`, or move the file to its provider's folder.",
            )
    # Read back, so that no order of writing can be told from another.
    body = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = json.loads(body)
    return Compiled(
        digest=f"sha256:{hashlib.sha256(body.encode()).hexdigest()}",
        newest=_newest(data),
        credentials=_encoded(_credential, data["credential"], paths),
        providers=_encoded(_provider, data["provider"], paths),
        groups=_encoded(_group, data["group"], paths),
        places=msgpack.encode({path: places[path] for path in dict.fromkeys(paths.values())}),
    )


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
    default = data.get("confidence", "medium")
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
            ExamCode(
                code=entry["code"],
                since=_date(entry.get("since")),
                until=_date(entry.get("until")),
                sources=_cited(entry, sources),
                checked=_date(entry.get("checked")),
                confidence=entry.get("confidence", default),
                note=entry.get("note", ""),
                pointer=f"/codes/{number}",
                evidence=entry.get("evidence"),
            )
            for number, entry in enumerate(data.get("codes", ()))
        ),
        status=tuple(
            StatusEntry(
                status=entry["is"],
                since=_date(entry.get("since")),
                sources=_cited(entry, sources),
                confidence=entry.get("confidence", default),
                checked=_date(entry.get("checked")),
                note=entry.get("note", ""),
                pointer=f"/status/{number}",
                evidence=entry.get("evidence"),
            )
            for number, entry in enumerate(data.get("status", ()))
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


def _cited(entry: Data, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[key] for key in entry.get("sources", ()))


def _date(value: str | int | None) -> PartialDate | None:
    return None if value is None else PartialDate.parse(str(value))


def _facts(data: Data, sources: Mapping[str, Source]) -> Iterator[Fact]:
    default = data.get("confidence", "medium")
    for section, kind in SECTIONS.items():
        for number, entry in enumerate(data.get(section, ())):
            yield Fact(
                kind=kind,
                value=_VALUES[kind](entry),
                since=_date(entry.get("since")),
                until=_date(entry.get("until")),
                sources=_cited(entry, sources),
                checked=_date(entry.get("checked")),
                confidence=entry.get("confidence", default),
                qualifiers=_qualifiers(entry),
                scale=str(entry.get("passing-score", "")).partition("/")[2] or None,
                pointer=f"/{section}/{number}",
                evidence=entry.get("evidence"),
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

"""Catalog files -> Catalog, through a compiled form keyed by content.

A folder holds `<provider>/provider.yaml`, `<provider>/<credential>.yaml` and `groups/<group>.yaml`. Later folders lie
over earlier ones: a file takes the place of the file of the same name.

Reading and checking some hundred files takes most of a second, so what they hold is kept as JSON in the cache folder,
under the names, sizes and times of the files and under their content. Whatever is not exactly as it was written there
is no cache, and the files are read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from credlint import __version__, located_yaml
from credlint.bundled import schemas_folder
from credlint.catalog import Catalog, Credential, ExamCode, Fact, Group, Provider, Source, StatusEntry
from credlint.catalog.forms import compile_names
from credlint.dates import PartialDate
from credlint.errors import CatalogError
from credlint.schema import Validator
from credlint.span import Lines, Span
from credlint.values import Cost, Duration, Exam, Kind, Validity, Value

Data = dict[str, Any]
T = TypeVar("T")

# Belongs to the compiled form: what is compiled and how it is written down. Count up with every change of either, and
# of what `forms.compile_names` makes of the names.
FORM = 5

SECTIONS = {"costs": Kind.COST, "validity": Kind.VALIDITY, "duration": Kind.DURATION, "exam": Kind.EXAM}
MARKS = ("member", "beta", "retake", "promotion", "approximate")
UNITS = ("hours", "days", "weeks", "months")
NARROWINGS = ("region", "plan", "part", "fee", "channel", "audience", "code", "level", "kind")


def load(folders: Sequence[Path], cache_folder: Path | None = None) -> Catalog:
    """The catalog that these folders make together, the later ones over the earlier.

    Nothing is cached without a `cache_folder`. Raises CatalogError, with file and line, for the first file that cannot
    be read, does not follow its schema, or names a source that it does not have.
    """
    files = [file for folder in folders for file in _scan(folder)]
    if cache_folder is None:
        return _catalog(_compile(_read_all(files)))
    shelf = cache_folder / f"catalog-{_hash(*(str(folder.absolute()) for folder in folders))[:16]}.json"
    stamp = _hash(FORM, __version__, *_stamps(files))
    kept = _kept(shelf)
    if kept and kept.head.get("stamp") == stamp:
        return _catalog(kept)
    content = _hash(FORM, __version__, *_contents(files))
    if not kept or kept.head.get("content") != content:
        kept = _compile(_read_all(files))
        kept = replace(kept, names=_json(compile_names(_catalog(kept))))
    _keep(shelf, kept, stamp, content)
    return _catalog(kept)


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder, by place in it. Raises CatalogError."""
    return {file.place: _read(file) for file in _scan(folder)}


def read(texts: Mapping[str, str]) -> Catalog:
    """The catalog of one folder whose files are given as texts, by place in it. Raises CatalogError as `load` does."""
    return _catalog(_compile((_File(place, place, len(text), 0), text) for place, text in texts.items()))


# Which files there are


class _File(NamedTuple):
    """A catalog file; `place` is its path inside its folder, `path` how messages name it."""

    path: str
    place: str
    size: int
    mtime: int

    @property
    def kind(self) -> str:
        if self.place.startswith("groups/"):
            return "group"
        return "provider" if PurePosixPath(self.place).stem == "provider" else "credential"

    @property
    def folder(self) -> str:
        return self.path.removesuffix(self.place)

    @property
    def id(self) -> str:
        """The id of its credential, provider or group."""
        place = PurePosixPath(self.place).with_suffix("")
        if self.kind == "group":
            return f"group/{place.relative_to('groups')}"
        return str(place.parent if self.kind == "provider" else place)


def _scan(folder: Path) -> Iterator[_File]:
    if not folder.is_dir():
        raise CatalogError(
            f"there is no catalog folder {folder}", hint="Create it, or take it out of `catalog` in the configuration."
        )
    yield from _walk(folder.as_posix(), "")


def _walk(folder: str, inside: str) -> Iterator[_File]:
    # Strings and one system call a file, because this is done on every run: with `Path` it takes thrice the time.
    try:
        with os.scandir(f"{folder}/{inside}") as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise CatalogError(
            f"cannot be listed: {error.strerror}", path=f"{folder}/{inside}", hint="Check its permissions."
        ) from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and inside.count("/") < DEEPEST:
            yield from _walk(folder, f"{inside}{entry.name}/")
        elif entry.name.endswith((".yaml", ".yml")) and entry.is_file():
            stat = entry.stat()
            yield _File(f"{folder}/{inside}{entry.name}", f"{inside}{entry.name}", stat.st_size, stat.st_mtime_ns)


# Misplaced files are found this deep, so that they are told; nothing belongs deeper than one folder.
DEEPEST = 8


def _stamps(files: list[_File]) -> Iterator[object]:
    for file in files:
        yield from (file.path, file.size, file.mtime)
    for path in _schema_files():
        stat = path.stat()
        yield from (path, stat.st_size, stat.st_mtime_ns)


def _contents(files: list[_File]) -> Iterator[object]:
    for file in files:
        yield from (file.path, hashlib.sha256(Path(file.path).read_bytes()).hexdigest())
    for path in _schema_files():
        yield hashlib.sha256(path.read_bytes()).hexdigest()


def _schema_files() -> list[Path]:
    return [schemas_folder() / f"{kind}.schema.json" for kind in ("credential", "provider", "group")]


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


# The compiled form: a line with the digest of the rest, then four of JSON: about the rest, what was read,
# where it stands, the names in it


class _Compiled(Struct, frozen=True, dict=True):
    """`body`, `places` and `names` are JSON texts; `head` has the digest, the newest check and the path of every id.

    `names` is what recognising names needs; "" until the form is kept.
    """

    head: Data
    body: str
    places: str
    names: str = ""


def _kept(shelf: Path) -> _Compiled | None:
    try:
        seal, _, sealed = shelf.read_text("utf-8").partition("\n")
        if seal != _digest(sealed):
            return None
        head, body, places, names = sealed.split("\n")
        return _Compiled(json.loads(head), body, places, names)
    except (OSError, ValueError):
        return None


def _keep(shelf: Path, compiled: _Compiled, stamp: str, content: str) -> None:
    """Writes it beside and moves it into place, so that nobody ever reads half of it. No cache is no error."""
    head = {**compiled.head, "stamp": stamp, "content": content}
    try:
        shelf.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=shelf.parent, prefix=shelf.name, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                sealed = "\n".join([_json(head), compiled.body, compiled.places, compiled.names])
                file.write(f"{_digest(sealed)}\n{sealed}")
            Path(name).replace(shelf)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _read_all(files: Iterable[_File]) -> Iterator[tuple[_File, str]]:
    return ((file, _read(file)) for file in files)


def _compile(files: Iterable[tuple[_File, str]]) -> _Compiled:
    data: dict[str, dict[str, Data]] = {"credential": {}, "provider": {}, "group": {}}
    paths: dict[str, str] = {}
    places: dict[str, dict[str, tuple[int, int]]] = {}
    folders: dict[str, str] = {}
    owned: dict[str, _File] = {}
    for file, text in files:
        located = _parse(file, text)
        data[file.kind][file.id] = _checked(file, text, located)
        if file.folder == folders.setdefault(file.id, file.folder) and file.id in paths:
            message = f"is a second file of {file.id}, beside {PurePosixPath(paths[file.id]).name}"
            raise CatalogError(message, path=file.path, line=1, hint="Keep one of the two.")
        paths[file.id] = file.path
        folders[file.id] = file.folder
        if file.kind == "credential":
            owned.setdefault(file.id.partition("/")[0], file)
        places[file.path] = {
            pointer(path): (span.start, span.end) for path, span in located.values.items() if 0 < len(path) <= 2
        }
    for provider, file in owned.items():
        if provider not in data["provider"]:
            raise CatalogError(
                f"the provider {provider} has no provider.yaml",
                path=file.path,
                line=1,
                hint=f"Add {provider}/provider.yaml with at least `name`, or move the file to its provider's folder.",
            )
    body = _json(data)
    places_text = _json({path: places[path] for path in paths.values()})
    head = {
        "digest": _digest(body),
        "newest": _newest(data),
        "paths": paths,
    }
    return _Compiled(head, body, places_text)


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


def pointer(path: Sequence[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a path: `/costs/0`."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


# Reading and checking one file


def _read(file: _File) -> str:
    try:
        return Path(file.path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror}", path=file.path, hint="Check its permissions.") from None
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"is not UTF-8 (byte {error.start + 1})", path=file.path, hint="Save the file as UTF-8."
        ) from None


def _parse(file: _File, text: str) -> located_yaml.Located:
    try:
        located = located_yaml.load(text)
    except located_yaml.LocatedError as error:
        raise _at(file, text, error.offset, error.message, "Mend the YAML there.") from None
    if located.duplicates:
        path, span = located.duplicates[0]
        raise _at(file, text, span.start, f"`{path[-1]}` stands twice", "Keep one of them.")
    return located


def _checked(file: _File, text: str, located: located_yaml.Located) -> Data:
    data = located.data
    place = file.id.removeprefix("group/").split("/")
    if len(place) != (2 if file.kind == "credential" else 1) or not all(map(_is_slug, place)):
        raise CatalogError(
            "does not stand where the catalog looks for it",
            path=file.path,
            line=1,
            hint="A file is <provider>/<credential>.yaml, <provider>/provider.yaml or groups/<group>.yaml, "
            "in small letters, digits and hyphens.",
        )
    _follow_schema(file, text, located)
    assert isinstance(data, dict)
    sources = data.get("sources", {})
    for section in (*SECTIONS, "status", "codes"):
        for number, fact in enumerate(data.get(section, ())):
            for key in ("since", "until", "checked"):
                if key in fact:
                    _check_date(file, text, located, (section, number, key), fact[key])
            for index, cited in enumerate(fact.get("sources", ())):
                if cited not in sources:
                    span = located.values[(section, number, "sources", index)]
                    hint = f"Add `{cited}` to `sources`, or cite one of: {', '.join(sources) or 'there are none'}."
                    raise _at(file, text, span.start, f"cites `{cited}`, which is no source of this file", hint)
    for number, entry in enumerate(data.get("duration", ())):
        units = sorted({key.rpartition("-")[2] for key in entry} & set(UNITS))
        if len(units) > 1:
            span = located.values[("duration", number)]
            raise _at(file, text, span.start, f"mixes {' and '.join(units)}", "Write one line for each unit.")
    for key, source in sources.items():
        if "page-date" in source:
            _check_date(file, text, located, ("sources", key, "page-date"), source["page-date"])
    return data


def _is_slug(text: str) -> bool:
    return bool(text) and all(char.isascii() and (char.islower() or char.isdigit() or char == "-") for char in text)


def _check_date(
    file: _File, text: str, located: located_yaml.Located, path: located_yaml.KeyPath, value: object
) -> None:
    try:
        PartialDate.parse(str(value))
    except ValueError as error:
        hint = "Write YYYY, YYYY-MM or YYYY-MM-DD of a day that exists."
        raise _at(file, text, located.values[path].start, f"`{value}` is no date: {error}", hint) from None


def _follow_schema(file: _File, text: str, located: located_yaml.Located) -> None:
    violations = _validator(file.kind).violations(located.data)
    if not violations:
        return
    first = violations[0]
    places = located.keys if first.at_key else located.values
    span = places.get(first.path) or located.values.get(first.path[:-1]) or Span(0, 0)
    message, advice = first.message, first.advice
    section = str(first.path[0]) if first.path else file.kind
    if first.at_key:
        message = f"`{first.key}` is no key of a {file.kind} file here"
    elif first.keyword in ("anyOf", "not"):
        message, advice = "it states nothing, or two things at once", NEEDED.get(section, advice)
    where = f" (in {pointer(first.path)})" if len(first.path) > 1 else ""
    raise _at(file, text, span.start, message + where, f"{advice}; see {file.kind}.schema.json")


NEEDED = {
    "costs": 'give `amount`, or `min` and `max` (one of them for "from" and "up to")',
    "validity": "give `months`, `min-months` and `max-months`, or `lifetime: true`",
    "duration": "give `hours`, `days`, `weeks` or `months`, or `min-…` and `max-…` of one of them",
    "exam": "give `questions`, `minutes`, `passing-score` or `passing-percent`",
    "sources": "give `url`, or a `title` that says what it is",
    "group": "give `providers` or `credentials`",
}


@cache
def _validator(kind: str) -> Validator:
    schema = json.loads((schemas_folder() / f"{kind}.schema.json").read_text("utf-8"))
    return Validator(schema, f"{kind}.schema.json")


def _at(file: _File, text: str, offset: int, message: str, hint: str) -> CatalogError:
    place = Lines(text).position(min(offset, len(text)))
    return CatalogError(message, path=file.path, line=place.line, column=place.column, hint=hint)


# From plain data to nouns, one by one as they are asked for


class _Shelf(Mapping[str, T], Generic[T]):
    """Entries by id, made of their plain data on first use: most runs look at few of them."""

    def __init__(self, data: Mapping[str, Data], paths: Mapping[str, str], make: Callable[[str, Data, str], T]) -> None:
        self._data, self._paths, self._make = data, paths, make
        self._made: dict[str, T] = {}

    def __getitem__(self, ident: str) -> T:
        made = self._made.get(ident)
        if made is None:
            made = self._made[ident] = self._make(ident, self._data[ident], self._paths[ident])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, ident: object) -> bool:
        return ident in self._data


class _Places(Mapping[tuple[str, str], Span]):
    """Where everything stands; read only when somebody complains about the data itself."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _places(self) -> dict[tuple[str, str], Span]:
        return {
            (path, pointer): Span(start, end)
            for path, entries in json.loads(self._text).items()
            for pointer, (start, end) in entries.items()
        }

    def __getitem__(self, key: tuple[str, str]) -> Span:
        return self._places[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _catalog(compiled: _Compiled) -> Catalog:
    data, paths = json.loads(compiled.body), compiled.head["paths"]
    newest = compiled.head["newest"]
    return Catalog(
        credentials=_Shelf(data["credential"], paths, _credential),
        providers=_Shelf(data["provider"], paths, _provider),
        groups=_Shelf(data["group"], paths, _group),
        digest=compiled.head["digest"],
        newest=PartialDate.parse(newest) if newest else None,
        places=_Places(compiled.places),
        compiled_names=compiled.names,
    )


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
        platform=data.get("platform", ""),
        free_options=tuple(data.get("free-options", ())),
        note=data.get("note", ""),
    )


def _provider(ident: str, data: Data, path: str) -> Provider:
    sources = _sources(data)
    return Provider(
        id=ident,
        name=data["name"],
        aliases=tuple(data.get("aliases", ())),
        homepage=data.get("homepage"),
        facts=tuple(_facts(data, sources)),
        sources=tuple(sources.values()),
        renewal_policy=data.get("renewal", ""),
        path=path,
        shared_aliases=tuple(data.get("shared-aliases", ())),
        rank=data.get("rank", 0),
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
            page_date=None if source.get("page-date") is None else str(source["page-date"]),
            seen=source["seen"],
            relays=source.get("relays"),
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
        passing_score=_figure(str(score).partition("/")[0]) if score is not None else None,
        passing_percent=_figure(entry.get("passing-percent")),
    )


# How far "about 60 questions" may lie from 60.
ABOUT = Decimal("0.1")


def _figure(value: object) -> tuple[Decimal, Decimal] | None:
    """`60`, `50-60`, `up to 90` or `about 80` as bounds."""
    if value is None:
        return None
    text = str(value)
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

"""What is usual in the front matter of a site's articles: a schema that all of them follow, and the keys of dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from credlint.article import FrontMatterKeys, read_day
from credlint.document import FrontMatter
from credlint.schema import DIALECT, Validator

# Fewer articles than this show what can be there, but not what must be, nor that there is nothing else.
ENOUGH = 3
# A text is one of few values if it is nearly always one that others have as well.
MANY, FEW = 12, 6

_PUBLISHED = (
    *FrontMatterKeys().published,
    "publishedAt",
    "published_at",
    "publish_date",
    "pub_date",
    "pubdate",
    "created",
)
_UPDATED = (*FrontMatterKeys().updated, "updatedAt", "updated_at", "last_modified_at", "lastModified", "last_verified")
_UPDATED += ("lastReviewed", "last_reviewed", "reviewed", "last_update", "modifiedDate", "modified_date")


class Inferred(Struct, frozen=True):
    schema: dict[str, Any]
    notes: tuple[str, ...]


def schema(articles: Mapping[str, FrontMatter | None]) -> Inferred | None:
    """A schema that the front matter of all these articles follows; None if less than two in three have any."""
    found = [matter.data for matter in articles.values() if matter is not None and isinstance(matter.data, dict)]
    if not found or len(found) * 3 < len(articles) * 2:
        return None
    source = f"Inferred by credlint init from {_articles(len(found))}"
    notes = [f"{source[0].lower()}{source[1:]}; read it before you rely on it"]
    without = len(articles) - len(found)
    if without:
        notes.append(f"{_articles(without)} without readable front matter, which credlint check will report")
    if len(found) < ENOUGH:
        notes.append(f"fewer than {ENOUGH} articles: only the title is required, and unknown keys are allowed")
    described = {
        "$schema": DIALECT,
        "title": "Front matter of an article",
        "description": f"{source}: what all of them have is required, and no other key is known.",
        **_mapping(found, top=True),
    }
    if len(found) < ENOUGH:
        described["description"] = f"{source}: too few to say what is required."
    # What cannot be described so that all of them follow it is worth no schema.
    judge = Validator(described)
    if any(judge.violations(data) for data in found):
        return None
    return Inferred(described, tuple(notes))


def keys(found: Iterable[Mapping[str, object]], slug_keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The names of `[front-matter]` in the configuration and the keys here that carry what they stand for."""
    days: Counter[str] = Counter()
    marks: set[str] = set()
    for data in found:
        days.update(key for key, value in data.items() if isinstance(value, str) and read_day(value))
        marks.update(key for key, value in data.items() if isinstance(value, bool))
    named = {
        "published": tuple(sorted((key for key in _PUBLISHED if days[key]), key=lambda key: -days[key])),
        "updated": tuple(key for key in _UPDATED if days[key]),
        "slug": tuple(slug_keys),
        "draft": tuple(key for key in ("draft", "unlisted") if key in marks),
    }
    usual = structs.asdict(FrontMatterKeys())
    return {
        name: there
        for name, there in named.items()
        if there and (name in ("published", "updated") or there != usual[name])
    }


def file_name(folder: str, taken: Iterable[tuple[str, str]]) -> str:
    """A name for the schema of one folder of several: its last part, or all of it where that is taken."""
    parts = [re.sub(r"[^\w-]+", "-", part).strip("-_") or "articles" for part in folder.split("/")]
    used = {path for _, path in taken}
    return parts[-1] if f"schemas/{parts[-1]}.schema.json" not in used else "-".join(parts)


def _articles(count: int) -> str:
    return f"{count} {'article' if count == 1 else 'articles'}"


def _mapping(found: Sequence[Mapping[str, object]], top: bool = False) -> dict[str, Any]:
    counts = Counter(key for data in found for key in data)
    described: dict[str, Any] = {"type": "object"}
    everywhere = [key for key, count in counts.items() if count == len(found)]
    if len(found) >= ENOUGH:
        described["required"] = everywhere
        described["additionalProperties"] = False
    elif top and "title" in everywhere:
        described["required"] = ["title"]
    described["properties"] = {
        key: {**_value([data[key] for data in found if key in data]), "$comment": f"in {count} of {len(found)}"}
        for key, count in counts.items()
    }
    return described


def _value(values: Sequence[object]) -> dict[str, Any]:
    """One schema for all these values of a key."""
    kinds = sorted({_kind(value) for value in values})
    if "number" in kinds and "integer" in kinds:
        kinds.remove("integer")
    described: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds}
    texts = [value for value in values if isinstance(value, str)]
    if texts:
        described.update(_of_texts(texts, only=kinds == ["string"]))
    lists = [value for value in values if isinstance(value, list)]
    if lists:
        inside = [item for value in lists for item in value]
        described["items"] = _value(inside) if inside else {}
        if all(isinstance(item, str) for item in inside) and all(len(set(value)) == len(value) for value in lists):
            described["uniqueItems"] = True
    mappings = [value for value in values if isinstance(value, dict)]
    if mappings:
        inner = _mapping(mappings)
        described.update({name: inner[name] for name in inner if name != "type"})
    return described


def _of_texts(texts: Sequence[str], only: bool) -> dict[str, Any]:
    if all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and read_day(text) for text in texts):
        return {"format": "date"}
    counts = Counter(texts)
    if only and len(texts) >= MANY and 1 < len(counts) <= FEW and min(counts.values()) > 1:
        return {"enum": sorted(counts)}
    return {"minLength": 1} if all(texts) else {}


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"

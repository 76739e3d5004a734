"""Catalog files into nouns: what is read, what is refused and where, what lies over what, what is kept."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import msgpack

from credlint import bundled
from credlint.bundled import catalog_folder
from credlint.catalog import Catalog, Fact, checking, compile, files, load
from credlint.catalog.files import File
from credlint.dates import PartialDate
from credlint.errors import CatalogError
from credlint.values import Cost, Duration, Exam, Kind, Validity, Value

ACME = "name: Acme\n"
HEAD = "name: Acme Certified Baker\nkind: exam\n"
SOURCES = "sources:\n  acme: {url: https://acme.example/baker, official: true, seen: page, page-date: 2026-05}\n"


def one(text: str) -> Catalog:
    return load.read({"acme/provider.yaml": ACME, "acme/baker.yaml": text})


def facts(text: str) -> list[Fact]:
    return list(one(HEAD + text).credentials["acme/baker"].facts)


def pair(low: int, high: int | None = None) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(low if high is None else high)


VALUES: list[tuple[str, Value]] = [
    ("costs:\n- {amount: 62.5, currency: USD, basis: exam}", Cost(Decimal("62.5"), Decimal("62.5"), "USD")),
    (
        "costs:\n- {min: 49, max: 79, currency: USD, per: month, basis: subscription}",
        Cost(Decimal(49), Decimal(79), "USD", "month", "subscription"),
    ),
    ("costs:\n- {min: 69, currency: EUR, basis: exam}", Cost(Decimal(69), None, "EUR")),
    ("costs:\n- {amount: 0, currency: USD, basis: course}", Cost(Decimal(0), Decimal(0), "USD", basis="course")),
    (
        "costs:\n- {amount: 360, currency: USD, basis: exam, approximate: true}",
        Cost(Decimal(360), Decimal(360), "USD", approximate=True),
    ),
    ("validity:\n- {months: 36}", Validity(Decimal(36), Decimal(36))),
    ("validity:\n- {min-months: 24, max-months: 36}", Validity(Decimal(24), Decimal(36))),
    ("validity:\n- {lifetime: true}", Validity(lifetime=True)),
    ("duration:\n- {weeks: 7}", Duration(Decimal(7), Decimal(7), "weeks")),
    ("duration:\n- {max-months: 36}", Duration(None, Decimal(36), "months")),
    ("exam:\n- {questions: 65, minutes: 130}", Exam(pair(65), pair(130))),
    ("exam:\n- {questions: 50-60}", Exam(pair(50, 60))),
    ("exam:\n- {questions: up to 90}", Exam(pair(0, 90))),
    ("exam:\n- {questions: about 80}", Exam(pair(72, 88))),
    ("exam:\n- {passing-score: 720/1000, passing-percent: 70}", Exam(None, None, pair(720), pair(70))),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_line_is_a_value(text: str, value: Value) -> None:
    assert [fact.value for fact in facts(text + "\n")] == [value]


def test_a_fact_has_its_evidence() -> None:
    (fact,) = facts(
        "confidence: low\ncosts:\n"
        "- {amount: 9, currency: USD, basis: exam, since: <=2026-03, until: 2026, checked: 2026-05, sources: [acme]}\n"
        + SOURCES
    )
    assert (str(fact.since), str(fact.until), str(fact.checked)) == ("<=2026-03", "2026", "2026-05")
    assert fact.confidence == "low"
    assert fact.sources[0].url == "https://acme.example/baker"
    assert fact.sources[0].title == "acme.example/baker"
    assert fact.pointer == "/costs/0"


def test_a_fact_overrules_the_confidence_of_its_file() -> None:
    (fact,) = facts("confidence: low\nvalidity:\n- {months: 12, confidence: high}\n")
    assert fact.confidence == "high"


@pytest.mark.parametrize(
    ("keys", "qualifiers"),
    [
        ("member: true", {"member": "yes"}),
        ("member: false", {"member": "no"}),
        ("retake: true, region: US", {"retake": "yes", "region": "US"}),
        ("part: one of two exams", {"part": "one of two exams", "note": "one of two exams"}),
        ("fee: application", {"fee": "application", "note": "application fee"}),
        (
            "fee: voucher, channel: Mail",
            {"fee": "voucher", "channel": "Mail", "note": "voucher, by Mail"},
        ),
        ("part: course, note: with lunch", {"part": "course", "note": "with lunch"}),
    ],
)
def test_what_narrows_a_price(keys: str, qualifiers: dict[str, str]) -> None:
    (fact,) = facts(f"costs:\n- {{amount: 100, currency: USD, basis: exam, {keys}}}\n")
    assert fact.qualifiers == qualifiers


def test_a_score_knows_its_scale() -> None:
    (fact,) = facts("exam:\n- {passing-score: 450/800}\n")
    assert fact.scale == "800"


def test_without_sources_it_is_only_recognised() -> None:
    assert one(HEAD).credentials["acme/baker"].recognised_only
    assert not one(HEAD + SOURCES).credentials["acme/baker"].recognised_only


def test_the_status_of_a_day() -> None:
    text = (
        HEAD + "status:\n- {is: active}\n- {is: renamed, since: 2026-02-03}\n- {is: retiring, since: 2026-02}\n"
        "- {is: retired, since: 2026-05-31}\n"
    )
    credential = one(text).credentials["acme/baker"]

    def on(*day: int) -> str | None:
        entry = credential.status_on(date(*day))
        return entry.status if entry else None

    assert on(2026, 1, 31) == "active"
    assert on(2026, 2, 1) == "retiring"
    assert on(2026, 5, 31) == "retired"


@pytest.mark.parametrize(
    ("since", "until", "on", "holds"),
    [
        ("2026-03-01", None, date(2026, 2, 28), False),
        ("2026-03-01", None, date(2026, 3, 1), True),
        ("<=2026-03-01", None, date(2026, 2, 28), True),
        (None, "2026-03-31", date(2026, 3, 31), True),
        (None, "2026-03-31", date(2026, 4, 1), False),
        (None, "2026-03", date(2026, 3, 31), True),
        (None, "<=2026", date(2026, 1, 2), False),
        (None, "<=2026-07-05", date(2026, 7, 5), True),
    ],
)
def test_when_a_fact_holds(since: str | None, until: str | None, on: date, holds: bool) -> None:
    fact = Fact(
        Kind.VALIDITY,
        Validity(lifetime=True),
        since=PartialDate.parse(since) if since else None,
        until=PartialDate.parse(until) if until else None,
    )
    assert fact.holds(on) is holds


# What is refused, and where

REFUSED = [
    (HEAD.replace("exam", "exma"), 2, 7, "exma", "did you mean `exam`"),
    ("name: Acme Certified Baker\n", 1, 1, "`kind` is missing", "kind"),
    (HEAD + "cost:\n- {amount: 3}\n", 3, 1, "`cost` is not a key", "`costs`"),
    (HEAD + "costs:\n- {amount: 3, currency: USD, basis: exam, membr: true}\n", 4, 43, "`membr`", "`member`"),
    (HEAD + "costs:\n- {currency: USD, basis: exam}\n", 4, 3, "states nothing", "`amount`"),
    (HEAD + "costs:\n- {amount: 3, min: 2, currency: USD, basis: exam}\n", 4, 3, "two things", "`amount`"),
    (HEAD + "costs:\n- {amount: three, currency: USD, basis: exam}\n", 4, 12, "three", "number"),
    (HEAD + "validity:\n- {months: 12, since: 2026-02-30}\n", 4, 23, "2026-02-30", "a day that exists"),
    (HEAD + "validity:\n- {months: 12, since: spring}\n", 4, 23, "spring", "2026-03-31"),
    (HEAD + "validity:\n- {note: never}\n", 4, 3, "states nothing", "`lifetime: true`"),
    (HEAD + "validity:\n- {months: 12, sources: [acme]}\n", 4, 26, "not a source of this file", "Add `acme`"),
    (HEAD + "validity:\n- {months: 12, sources: [acne]}\n" + SOURCES, 4, 26, "acne", "cite one of: acme"),
    (HEAD + "duration:\n- {hours: 3, months: 2}\n", 4, 3, "hours and months", "one line for each"),
    (HEAD + "exam:\n- {questions: many}\n", 4, 15, "many", "50-60"),
    (HEAD + "sources:\n  acme: {official: true, seen: page}\n", 4, 9, "states nothing", "`url`"),
    (HEAD + "sources:\n  acme: {url: 'javascript:x', official: true, seen: page}\n", 4, 15, "javascript", "https://"),
    (HEAD + "kind: course\n", 3, 1, "`kind` stands twice", "Keep one"),
    (HEAD + "aliases: Baker\n", 3, 10, "text", "list"),
    ("- name: Baker\n", 1, 1, "list", "mapping"),
    ("", 1, 1, "empty", "mapping"),
    ("name: [unclosed\n", 2, 1, "YAML", "YAML"),
    ("name:\n\t- x\n", 2, 1, "tab", "YAML"),
    (HEAD + "note: !!python/object/apply:os.system ['exit']\n", 3, 7, "tag", "YAML"),
    (HEAD + "note: &a [*a]\n", 3, 11, "inside of it", "YAML"),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), REFUSED)
def test_a_bad_file_is_one_clear_error(text: str, line: int, column: int, message: str, hint: str) -> None:
    with pytest.raises(CatalogError) as raised:
        one(text)
    error = raised.value
    assert (error.path, error.line, error.column) == ("acme/baker.yaml", line, column), str(error)
    assert message in error.message
    assert hint in error.hint


def test_a_bomb_is_one_clear_error() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]" for i in range(9)]
    with pytest.raises(CatalogError, match="expands"):
        one("\n".join(lines))


PLACES = [
    "baker.yaml",
    "acme/cakes/baker.yaml",
    "acme/cakes/provider.yaml",
    "groups/acme/kitchen.yaml",
    "provider.yaml",
    "Acme/baker.yaml",
    "acme/the baker.yaml",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_file_in_no_known_place_is_an_error(place: str) -> None:
    with pytest.raises(CatalogError, match="does not stand where") as raised:
        load.read({"acme/provider.yaml": ACME, place: HEAD})
    assert raised.value.path == place
    assert "<provider>/<credential>.yaml" in raised.value.hint


@pytest.mark.parametrize(
    ("place", "text"), [("acme/baker.yml", HEAD), ("acme/names.yaml", "baker: {name: Baker, kind: exam}\n")]
)
def test_one_folder_says_once_what_a_credential_is(place: str, text: str) -> None:
    with pytest.raises(CatalogError, match="a second time what acme/baker is, beside baker") as raised:
        load.read({"acme/provider.yaml": ACME, "acme/baker.yaml": HEAD, place: text})
    assert raised.value.path == place


NAMES = (
    "cook:\n  name: Acme Certified Cook\n  kind: exam\n  aliases: [ACC]\nwaiter: {name: Acme Waiter, kind: course}\n"
)


def test_names_are_credentials_of_which_nothing_else_is_known() -> None:
    catalog = load.read({"acme/provider.yaml": ACME, "acme/names.yaml": NAMES})
    cook = catalog.credentials["acme/cook"]
    assert (cook.name, cook.aliases, cook.recognised_only, cook.path) == (
        "Acme Certified Cook", ("ACC",), True, "acme/names.yaml",
    )  # fmt: skip
    span = catalog.places["acme/names.yaml", f"{cook.pointer}/aliases/0"]
    assert span.of(NAMES) == "ACC"
    assert catalog.credentials["acme/waiter"].provider == "acme"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("cook: {name: Cook}\n", 1, "kind"),
        ("cook: {name: Cook, kind: exam}\nThe Waiter: {name: Waiter, kind: exam}\n", 2, "end of an id"),
        ("cook: {name: Cook, kind: exam, costs: [{amount: 1, currency: USD, basis: exam}]}\n", 1, "costs"),
        ("cook: {name: Cook, kind: exam}\ncook: {name: Cook, kind: exam}\n", 2, "stands twice"),
        ("cook: Acme Certified Cook\n", 1, "mapping"),
        ("[cook]\n", 1, "mapping"),
        ("{}\n", 1, "empty|nothing|at least"),
    ],
)
def test_names_with_facts_or_without_a_kind_are_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(CatalogError, match=message) as raised:
        load.read({"acme/provider.yaml": ACME, "acme/names.yaml": text})
    assert (raised.value.path, raised.value.line) == ("acme/names.yaml", line)


def test_a_credential_needs_its_provider() -> None:
    with pytest.raises(CatalogError, match=r"globex has no provider\.yaml"):
        load.read({"globex/baker.yaml": HEAD})


def test_a_group_needs_members() -> None:
    with pytest.raises(CatalogError) as raised:
        load.read({"groups/kitchen.yaml": "name: Kitchen\n"})
    assert "`providers` or `credentials`" in raised.value.hint


def test_places_lead_to_the_text() -> None:
    text = HEAD + "aliases: [Acme Baker, Baker of Acme]\ncosts:\n- {amount: 3, currency: USD, basis: exam}\n"
    catalog = one(text)
    assert catalog.places["acme/baker.yaml", "/aliases/1"].of(text) == "Baker of Acme"
    assert catalog.places["acme/baker.yaml", "/costs/0"].of(text) == "{amount: 3, currency: USD, basis: exam}"


# Folders, overlays and what is kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "base", {"acme/provider.yaml": ACME, "acme/baker.yaml": HEAD, "acme/cook.yaml": COOK})
    return tmp_path / "base"


COOK = "name: Acme Certified Cook\nkind: exam\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_site_lies_over_what_is_shipped(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    write(own, {"acme/cook.yaml": COOK + "level: expert\n", "acme/chef.yaml": "name: Acme Chef\nkind: course\n"})
    catalog = load.load([folder, own])
    assert sorted(catalog.credentials) == ["acme/baker", "acme/chef", "acme/cook"]
    assert catalog.credentials["acme/cook"].level == "expert"
    assert catalog.credentials["acme/cook"].path == (own / "acme/cook.yaml").as_posix()
    assert catalog.credentials["acme/baker"].path == (folder / "acme/baker.yaml").as_posix()


def test_what_is_no_catalog_file_is_not_read(folder: Path) -> None:
    write(
        folder, {"README.md": "name: [", "acme/notes.txt": "name: [", ".hidden/x.yaml": "name: [", "acme/.x.yaml": "["}
    )
    assert len(load.load([folder]).credentials) == 2


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ("acme/baker.yaml", True),
        ("acme/baker.yml", True),
        ("groups/a.b.yaml", True),
        ("acme/baker.yxml", False),
        ("acme/baker.yaml~", False),
        ("acme/baker.json", False),
        ("acme/.baker.yaml", False),
        ("acme/.yaml", False),
        (".drafts/baker.yaml", False),
        ("acme/.drafts/baker.yaml", False),
    ],
)
def test_what_a_catalog_file_is(place: str, is_one: bool, tmp_path: Path) -> None:
    """By its place alone, and so for a walk of the folder."""
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).touch()
    assert files.belongs(place) is is_one
    assert [file.place for file in files.scan(tmp_path)] == [place] * is_one


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no catalog folder") as raised:
        load.load([tmp_path / "catalog"])
    assert raised.value.hint


def test_folders_without_end_are_no_crash(folder: Path) -> None:
    (folder / "/".join(["a"] * 500)).mkdir(parents=True)
    assert len(load.load([folder]).credentials) == 2


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "acme/cook.yaml").write_bytes(COOK.encode() + b"note: caf\xe9\n")
    with pytest.raises(CatalogError, match="UTF-8") as raised:
        load.load([folder])
    assert raised.value.path == (folder / "acme/cook.yaml").as_posix()


def test_a_byte_order_mark_and_crlf_change_nothing(folder: Path) -> None:
    before = load.load([folder]).digest
    (folder / "acme/cook.yaml").write_bytes(b"\xef\xbb\xbf" + COOK.replace("\n", "\r\n").encode())
    assert load.load([folder]).digest == before


def test_the_digest_is_of_the_data_alone(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    write(other, {"acme/cook.yaml": f"# a comment\n{COOK}", "acme/baker.yaml": HEAD, "acme/provider.yaml": ACME})
    assert load.load([other]).digest == load.load([folder]).digest
    write(other, {"acme/cook.yaml": COOK.replace("Cook", "Chef")})
    assert load.load([other]).digest != load.load([folder]).digest


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were parsed."""
    seen: list[str] = []
    parse: Callable[..., object] = checking.parse

    def spy(file: File, text: str) -> object:
        seen.append(file.place)
        return parse(file, text)

    monkeypatch.setattr(compile, "parse", spy)
    return seen


def test_what_is_kept_is_what_was_read(folder: Path, tmp_path: Path, reads: list[str]) -> None:
    fresh = load.load([folder])
    load.load([folder], tmp_path / "cache")
    reads.clear()
    kept = load.load([folder], tmp_path / "cache")
    assert reads == []
    assert kept.digest == fresh.digest
    assert dict(kept.credentials) == dict(fresh.credentials)
    assert dict(kept.providers) == dict(fresh.providers)
    assert dict(kept.places) == dict(fresh.places)


def test_any_change_is_seen(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load.load([folder], cache)
    write(folder, {"acme/cook.yaml": COOK + "level: expert\n"})
    assert load.load([folder], cache).credentials["acme/cook"].level == "expert"
    (folder / "acme/cook.yaml").unlink()
    assert list(load.load([folder], cache).credentials) == ["acme/baker"]
    write(folder, {"acme/chef.yaml": COOK})
    assert len(load.load([folder], cache).credentials) == 2


def test_a_new_time_alone_is_no_change(folder: Path, tmp_path: Path, reads: list[str]) -> None:
    load.load([folder], tmp_path / "cache")
    reads.clear()
    os.utime(folder / "acme/cook.yaml", (1, 1))
    load.load([folder], tmp_path / "cache")
    load.load([folder], tmp_path / "cache")
    assert reads == []


@pytest.mark.parametrize("kind", files.KINDS)
def test_a_changed_schema_is_seen(
    kind: str, folder: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(bundled.schemas_folder(), tmp_path / "schemas")
    monkeypatch.setattr(bundled, "schemas_folder", lambda: tmp_path / "schemas")
    load.load([folder], tmp_path / "cache")
    reads.clear()
    with (tmp_path / "schemas" / f"{kind}.schema.json").open("a") as schema:
        schema.write("\n")
    load.load([folder], tmp_path / "cache")
    assert reads != []


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _forged(data: bytes) -> bytes:
    return data.replace(b"Acme Certified Cook", b"Acme Certified Cock")


def _of_another_form(data: bytes) -> bytes:
    """Whole, but not what is written there today."""
    sealed = msgpack.encode(["what", "was", "here"])
    return hashlib.sha256(sealed).digest() + sealed


BREAKING = [_cut, _forged, _of_another_form, lambda data: b"", lambda data: data + b"\n", lambda data: bytes(40)]


@pytest.mark.parametrize("spoil", BREAKING)
def test_a_broken_cache_is_no_cache(
    folder: Path, tmp_path: Path, reads: list[str], spoil: Callable[[bytes], bytes]
) -> None:
    cache = tmp_path / "cache"
    fresh = load.load([folder], cache)
    (cached,) = cache.iterdir()
    spoiled = spoil(cached.read_bytes())
    assert spoiled != cached.read_bytes()
    cached.write_bytes(spoiled)
    reads.clear()
    again = load.load([folder], cache)
    assert len(reads) == 3
    assert dict(again.credentials) == dict(fresh.credentials)
    assert [path.name for path in cache.iterdir()] == [cached.name]


def test_what_is_installed_is_compiled(
    folder: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = load.load([folder])
    (tmp_path / "catalog.compiled").write_bytes(load.packed(folder))
    monkeypatch.setattr(bundled, "catalog_folder", lambda: folder)
    monkeypatch.setattr(bundled, "compiled_catalog", lambda: tmp_path / "catalog.compiled")
    reads.clear()
    installed = load.load([folder], tmp_path / "cache")
    assert reads == []
    assert not (tmp_path / "cache").exists()
    assert installed.digest == fresh.digest
    assert dict(installed.credentials) == dict(fresh.credentials)
    assert dict(installed.places) == dict(fresh.places)
    write(tmp_path / "own", {"acme/cook.yaml": COOK + "level: expert\n"})
    assert load.load([folder, tmp_path / "own"]).credentials["acme/cook"].level == "expert"


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert len(load.load([folder], tmp_path / "cache").credentials) == 2


def test_a_bad_file_is_not_kept(folder: Path, tmp_path: Path) -> None:
    write(folder, {"acme/cook.yaml": "name: ["})
    for _ in range(2):
        with pytest.raises(CatalogError):
            load.load([folder], tmp_path / "cache")
    assert not (tmp_path / "cache").exists() or not any((tmp_path / "cache").iterdir())


def test_two_catalogs_do_not_share_a_cache_file(folder: Path, tmp_path: Path) -> None:
    cache, own = tmp_path / "cache", tmp_path / "own"
    write(own, {"acme/provider.yaml": "name: Acme Bakeries\n"})
    assert load.load([folder], cache).providers["acme"].name == "Acme"
    assert load.load([folder, own], cache).providers["acme"].name == "Acme Bakeries"
    assert len(list(cache.iterdir())) == 2


def test_the_template_of_the_page_for_fact_writers_loads() -> None:
    page = (catalog_folder() / "README.md").read_text("utf-8")
    template = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert template
    catalog = one(template[1])
    assert {fact.kind for fact in catalog.credentials["acme/baker"].facts} == {Kind.COST, Kind.VALIDITY, Kind.EXAM}


def test_a_cluster_can_be_sent_a_catalog(folder: Path, tmp_path: Path) -> None:
    """Compiled, and with names that somebody has looked at."""
    for _ in range(2):
        catalog = load.load([folder], tmp_path / "cache")
        assert catalog.names.find("Acme Certified Baker").subject == "acme/baker"
        sent = pickle.loads(pickle.dumps(catalog))
        assert sent.credentials["acme/baker"] == catalog.credentials["acme/baker"]
        assert sent.names.find("Acme Certified Cook").subject == "acme/cook"


# Every class is new to several threads at once; msgspec 0.22 crashes there in every second run where nobody sees to it.
TOGETHER = """
import pathlib, sys, threading
from credlint import regex_store
from credlint.catalog import load
regex_store.remember(pathlib.Path(sys.argv[2]))
place = [pathlib.Path(sys.argv[1])], pathlib.Path(sys.argv[2])
load.load(*place)
catalog = load.load(*place)
sys.setswitchinterval(1e-6)
start, found = threading.Barrier(8), []
def look():
    start.wait()
    found.append((catalog.names.find("Acme Certified Baker").subject, catalog.credentials["acme/baker"].name))
threads = [threading.Thread(target=look) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), set(found))
"""


def test_threads_may_look_things_up_together(folder: Path, tmp_path: Path) -> None:
    for _ in range(2):  # the second finds what the first has kept
        run = subprocess.run([sys.executable, "-c", TOGETHER, folder, tmp_path], capture_output=True, text=True)
        assert (run.returncode, run.stdout) == (0, "8 {('acme/baker', 'Acme Certified Baker')}\n"), run.stderr

"""`credlint init` on small sites of every generator: what it says, and that what it writes is in use at once."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from credlint import __version__
from credlint.cli import main
from credlint.document.front_matter import read_front_matter
from credlint.located_yaml import load as load_yaml
from credlint.scaffold import SiteFiles, metadata, propose
from credlint.schema import Validator
from invented_generators import SITES, Site

WRITTEN = {".pre-commit-config.yaml", ".github/workflows/credlint.yml"}

Init = Callable[..., str]


def build(files: Mapping[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Init:
    """Runs `credlint init` in a site, and answers what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(tmp_path.parent / "cache"))

    def run(*options: str) -> str:
        assert main(["init", *options]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return run


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_the_configuration_says_how_the_site_is_laid_out(site: Site, tmp_path: Path, init: Init) -> None:
    build(site.files, tmp_path)
    said = init("--write")
    configuration = tomllib.loads((tmp_path / "credlint.toml").read_text("utf-8"))
    assert said.splitlines()[0].endswith(f" ({site.generator})")
    assert configuration["content"] == site.content
    told = configuration.get("site", {})
    assert {route["prefix"]: route["folder"] for route in told.get("routes", [])} == site.routes
    assert (told.get("url"), told.get("public", [])) == (site.url, site.public)
    assert {key: value for key, value in configuration.get("front-matter", {}).items() if key != "schemas"} == site.keys
    assert all(note in said for note in site.notes)
    assert said.count("\nno route") == sum(note.startswith("no route") for note in site.notes)


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_what_it_writes_is_in_use_and_accepts_what_it_was_made_from(
    site: Site, tmp_path: Path, init: Init, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site.files, tmp_path)
    init("--write")
    if not site.content:
        return
    first = next(tmp_path / name for name in site.files if name.startswith(f"{site.content[0]}/") and name[-1] in "dx")
    first.write_text(first.read_text("utf-8") + "".join(f"\n[a]({link})\n" for link in site.links), "utf-8")
    code = main(["check", "--format", "json", "--as-of", "2026-06-15", "--select", "default"])
    said = capsys.readouterr()
    assert code in (0, 1), said.err
    findings = json.loads(said.out)["findings"]
    fit = {"schema-violation", "missing-front-matter", "broken-front-matter"}
    assert [finding for finding in findings if finding["rule"] in fit] == []
    missing = [finding["quote"] for finding in findings if finding["rule"] == "missing-page"]
    assert missing == [link for link, there in site.links.items() if not there]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_nothing_is_written_unasked_and_nothing_overwritten(site: Site, tmp_path: Path, init: Init) -> None:
    build(site.files, tmp_path)
    before = tree(tmp_path)
    shown = init()
    assert tree(tmp_path) == before
    assert shown.endswith("\nNothing was written. `credlint init --write` writes these files.\n")
    init("--write")
    after = tree(tmp_path)
    assert before.items() <= after.items() and after.keys() - before.keys() >= {*WRITTEN, "credlint.toml"}
    again = init("--write")
    assert tree(tmp_path) == after
    assert again.endswith("\nThere is nothing to write.\n") and "schema" not in again
    assert "\ncredlint.toml: exists already\n" in again
    assert "proposes:" not in again and again.count("just as credlint proposes it") == 2


def test_files_that_are_there_stay_and_the_proposal_is_shown(tmp_path: Path, init: Init) -> None:
    build({".pre-commit-config.yaml": "repos: []\n", "articles/a.md": "Words.\n"}, tmp_path)
    (tmp_path / "credlint.toml").symlink_to("nowhere.toml")
    said = init("--write")
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert not (tmp_path / "nowhere.toml").exists()
    assert f'additional_dependencies: ["credlint=={__version__}"]' in said
    assert (tmp_path / ".github/workflows/credlint.yml").is_file()


def test_a_schema_that_is_there_is_not_taken_for_ours(tmp_path: Path, init: Init) -> None:
    theirs = '{"$schema": "http://json-schema.org/draft-07/schema#"}\n'
    build({"schemas/article.schema.json": theirs, "articles/a.md": article_with("title: x")}, tmp_path)
    os.mkfifo(tmp_path / "hugo.toml")
    init("--write")
    assert (tmp_path / "schemas/article.schema.json").read_text() == theirs
    assert (tmp_path / "schemas/inferred-article.schema.json").is_file()
    assert main(["check"]) == 0


def test_a_shared_configuration_counts_as_one(tmp_path: Path, init: Init) -> None:
    build({"pyproject.toml": "[tool.credlint]\ncontent = ['articles']\n", "articles/a.md": "Words.\n"}, tmp_path)
    assert "credlint.toml: not needed: pyproject.toml configures credlint\n" in init("--write")
    assert not (tmp_path / "credlint.toml").exists()


def test_a_folder_that_leads_elsewhere_is_not_written_to(tmp_path: Path, init: Init) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    inside = tmp_path / "site"
    inside.mkdir()
    (inside / ".github").symlink_to(outside)
    os.chdir(inside)
    assert ".github/workflows/credlint.yml: not written" in init("--write")
    assert list(outside.iterdir()) == []


def test_what_stands_in_the_way_is_named(tmp_path: Path, init: Init, capsys: pytest.CaptureFixture[str]) -> None:
    build({"schemas": "a file", "articles/a.md": article_with("title: x")}, tmp_path)
    init()
    assert main(["init", "--write"]) == 2
    said = capsys.readouterr()
    assert "schemas/article.schema.json: cannot be written: " in said.err
    assert "schemas/article.schema.json: not written: " in said.out
    assert "credlint.toml: not written: it would name a schema" in said.out
    assert not (tmp_path / "credlint.toml").exists()
    assert ".github/workflows/credlint.yml: written" in said.out and tree(tmp_path).keys() >= WRITTEN


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path, init: Init) -> None:
    (tmp_path / "site").mkdir()
    build({"secret.yml": "url: https://intern.example\nbaseurl: /hidden\n", "site/_posts/a.md": "Words.\n"}, tmp_path)
    os.chdir(tmp_path / "site")
    for settings in ("secret.yml", "site/known.yml"):
        (tmp_path / "site" / "known.yml").write_text("url: https://acme.example\n", "utf-8")
        (tmp_path / "site" / "_config.yml").unlink(missing_ok=True)
        (tmp_path / "site" / "_config.yml").symlink_to(tmp_path / settings)
        said = init()
        assert "intern.example" not in said and "/hidden" not in said
        assert ("acme.example" in said) is (settings != "secret.yml")


def test_a_name_that_is_too_long_to_be_opened(tmp_path: Path, init: Init, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder nested deeper than a path may be long can be listed, and nothing in it read."""
    build({"articles/a.md": "Words.\n", "hugo.toml": ""}, tmp_path)

    def too_long(path: Path) -> bool:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path))

    monkeypatch.setattr(Path, "is_file", too_long)
    assert "Nothing was written" in init()


def test_on_gitlab_there_is_no_workflow_for_github(tmp_path: Path, init: Init) -> None:
    build({".gitlab-ci.yml": "", "articles/a.md": "Words.\n"}, tmp_path)
    assert "no workflow" in init("--write")
    assert not (tmp_path / ".github").exists()


def test_a_reader_who_goes_away_leaves_nothing_half_written(tmp_path: Path) -> None:
    build(SITES["astro, content collections"].files, tmp_path)
    command = [sys.executable, "-I", "-m", "credlint", "init", "--write"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
    assert {"credlint.toml", "schemas/article.schema.json", *WRITTEN} <= tree(tmp_path).keys()


def test_hostile_names_and_settings(tmp_path: Path, init: Init) -> None:
    build({'ar"t]\\\u202e\x7f/a.md': article_with("title: x"), 'b"c\\/a.md': article_with("title: x")}, tmp_path)
    build({"astro.config.mjs": 'site: "https://x.y\\"]\\n[evil]"\n' + "a" * 400_000}, tmp_path)
    said = init("--write")
    assert not any(sign in said for sign in ("\x1b", "\u202e", "\x7f"))
    configuration = tomllib.loads((tmp_path / "credlint.toml").read_text("utf-8"))
    assert set(configuration) <= {"content", "fail-on", "front-matter", "site"}
    assert configuration["content"] == ['b"c\\']
    assert main(["check", "--fail-on", "never"]) == 0


def article_with(*lines: str) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n\nWords.\n"


FIELDS = [
    (["x: 2026-01-01"] * 3, {"type": "string", "format": "date"}),
    (["x: 2026-01-01", "x: 2026-01-01 10:00", "x: soon"], {"type": "string", "minLength": 1}),
    (["x: 2026-02-30", "x: 2026-01-01", "x: 2026-01-02"], {"type": "string", "minLength": 1}),
    (["x: ''", "x: a", "x: b"], {"type": "string"}),
    (["x: true", "x: false", "x: true"], {"type": "boolean"}),
    (["x: 1", "x: 2", "x: 3"], {"type": "integer"}),
    (["x: 1", "x: 2.5", "x: 3"], {"type": "number"}),
    (["x: 1", "x: a", "x: b"], {"type": ["integer", "string"], "minLength": 1}),
    (["x:", "x: a", "x: b"], {"type": ["null", "string"], "minLength": 1}),
    (["x: []", "x: []", "x: []"], {"type": "array", "items": {}, "uniqueItems": True}),
    (["x: [1]", "x: []", "x: [2, 2]"], {"type": "array", "items": {"type": "integer"}}),
    (["x: [a]", "x: [b, b]", "x: []"], {"type": "array", "items": {"type": "string", "minLength": 1}}),
    (["x: a", "x: b"] * 6, {"type": "string", "enum": ["a", "b"]}),
    (["x: a", "x: b"] * 5, {"type": "string", "minLength": 1}),
    (["x: a"] * 12, {"type": "string", "minLength": 1}),
    ([*["x: a"] * 12, "x: b"], {"type": "string", "minLength": 1}),
]


@pytest.mark.parametrize(("lines", "expected"), FIELDS)
def test_the_schema_of_one_key(lines: list[str], expected: dict[str, object]) -> None:
    inferred = infer(*lines)
    described = inferred["properties"]["x"]
    assert described.pop("$comment") == f"in {len(lines)} of {len(lines)}"
    assert described == expected
    assert inferred["required"] == ["x"] and inferred["additionalProperties"] is False


def infer(*lines: str) -> dict[str, object]:
    matters = {f"{i}.md": read_front_matter(article_with(line)) for i, line in enumerate(lines)}
    inferred = metadata.schema(matters)
    assert inferred is not None
    judge = Validator(inferred.schema)
    assert [judge.violations(matter.data) for matter in matters.values() if matter] == [[] for _ in matters]
    return inferred.schema


def test_keys_within_keys() -> None:
    inferred = infer("x: {alt: a, src: b}", "x: {src: c}", "x: {src: d}")
    inner = inferred["properties"]["x"]
    assert inner["required"] == ["src"] and list(inner["properties"]) == ["alt", "src"]


@pytest.mark.parametrize(
    ("texts", "there"),
    [
        (["Words."], False),
        (["Words.", article_with("title: a")], False),
        (["Words.", article_with("title: a"), article_with("title: b")], True),
        (["---\ntitle: [\n---\n"], False),
        ([article_with("title: a")], True),
    ],
)
def test_a_schema_wants_front_matter(texts: list[str], there: bool) -> None:
    inferred = metadata.schema({f"{i}.md": read_front_matter(text) for i, text in enumerate(texts)})
    assert (inferred is not None) == there


def test_few_articles_require_no_more_than_a_title() -> None:
    inferred = infer("title: a\nx: 1", "title: b\nx: 2")
    assert inferred["required"] == ["title"] and "additionalProperties" not in inferred
    assert metadata.schema({"a.md": read_front_matter(article_with("x: 1"))}).schema.get("required") is None  # type: ignore[union-attr]


def test_a_proposal_depends_on_nothing_but_the_look() -> None:
    files = {f"posts/{name}.md": article_with(f"title: {name}", "date: 2026-01-01") for name in "abcdef"}
    matters = {name: read_front_matter(text) for name, text in files.items()}
    forward = propose(SiteFiles(frozenset(files), {}, matters), "1.0")
    backward = propose(SiteFiles(frozenset(reversed(files)), {}, dict(reversed(matters.items()))), "1.0")
    assert forward == backward
    assert not any("not read" in note for note in forward.notes)
    assert any("7 more" in note for note in propose(SiteFiles(frozenset(files), {}, matters, 7), "1.0").notes)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_hook_and_workflow_are_yaml(name: str) -> None:
    text = propose(SiteFiles(frozenset(), {}, {}), "1.2.3").files[name]
    assert isinstance(load_yaml(text).data, dict)
    assert "credlint==1.2.3" in text

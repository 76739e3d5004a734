"""The configuration: what it means, and that every mistake in it is named with its line and the nearest right word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credlint import config as configuration
from credlint.article import FrontMatterKeys
from credlint.config import Config, Route, parse, with_selection
from credlint.errors import ConfigError, SchemaError, UsageError
from credlint.finding import Severity
from credlint.rule import discover


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("content/articles", "content/catalog"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str, name: str = "credlint.toml") -> Config:
    return parse(text, Path.cwd() / name, name)


FULL = """
content = ["content/articles"]
catalog = ["content/catalog"]
fail-on = "warning"
select = ["all"]
ignore = ["vague-link-text"]

[rules.overdue-review]
severity = "info"
max-age-days = 90

[front-matter]
published = "pubDate"
updated = ["updatedDate", "lastVerified"]

[site]
url = "https://example.com"
routes = [{ prefix = "/blog/", folder = "content/articles" }]
public = ["public"]

[links]
exclude = ["https://example.org/*"]
timeout-seconds = 20
[[links.hosts]]
host = "example.net"
requests-per-second = 1

[[overrides]]
files = "content/articles/archive/**"
ignore = ["outdated-cost"]
"""


def test_every_promised_key(site: Path) -> None:
    config = read(FULL)
    assert config.content == ("content/articles",)
    assert config.catalog == (site / "content/catalog",)
    assert config.fail_on is Severity.WARNING
    assert config.front_matter == FrontMatterKeys(published=("pubDate",), updated=("updatedDate", "lastVerified"))
    assert config.site.routes == (Route("/blog/", "content/articles"),)
    assert (config.links.timeout_seconds, config.links.hosts[0].requests_per_second) == (20.0, 1.0)
    overdue = next(selected for selected in config.selection("a.md") if selected.rule.name == "overdue-review")
    assert (overdue.severity, overdue.options.max_age_days) == (Severity.INFO, 90)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "is_selected"),
    [
        ("content/articles/new.md", True),
        ("content/articles/archive/old.md", False),
        ("content/articles/archive/deep/old.md", False),
        ("archive/old.md", True),
    ],
)
def test_overrides_hold_where_their_glob_matches(path: str, is_selected: bool) -> None:
    names = {selected.rule.name for selected in read(FULL).selection(path)}
    assert ("outdated-cost" in names) is is_selected
    assert "cost-mismatch" in names


def test_pyproject_holds_the_same_under_its_own_table() -> None:
    text = "[project]\nname = 'site'\n[tool.credlint]\nignore = ['past-year']\n[tool.other]\nselct = 1\n"
    assert read(text, "pyproject.toml").ignore == ("past-year",)


def test_by_default_matters_of_style_are_off_and_all_else_is_on() -> None:
    rules = discover()
    names = {selected.rule.name for selected in Config(root=Path("/site")).selection("a.md")}
    assert names == {rule.name for rule in rules.values() if rule.on_by_default}
    assert {selected.rule.name for selected in read("select = ['all']").selection("a.md")} >= names


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('selct = ["all"]\n', 1, ["'selct'", "'select'"]),
        ('\n\n[site]\nurll = "https://example.com"\n', 4, ["'urll'", "[site]", "'url'"]),
        ("[linkz]\n", 1, ["'linkz'", "'links'"]),
        ('[[links.hosts]]\nhost = "a"\n\n[[links.hosts]]\nhots = "b"\n', 5, ["'hots'", "'host'"]),
        ("[rules.past-years]\n", 1, ["'past-years'", "'past-year'"]),
        ("[rules.overdue-review]\nmax-age-day = 3\n", 2, ["'max-age-day'", "'max-age-days'"]),
        ('[rules.overdue-review]\nmax-age-days = "3"\n', 2, ["'3'", "a whole number"]),
        ("[rules.overdue-review]\nmax-age-days = true\n", 2, ["true", "a whole number"]),
        ('[rules.past-year]\nseverity = "fatal"\n', 2, ["'fatal'", "error, warning, info"]),
        ('select = ["past-yaer"]\n', 1, ["'past-yaer'", "'past-year'"]),
        ('[[overrides]]\nfiles = "a/**"\nignore = ["past-yaer"]\n', 3, ["'past-yaer'", "'past-year'"]),
        ('[[overrides]]\nignore = ["past-year"]\n', 1, ["lacks 'files'"]),
        ('fail-on = "fatal"\n', 1, ["'fatal'", "error, warning, info, never"]),
        ("content = [1]\n", 1, ["content is [1]", "a list of texts"]),
        ('content = "content"\n', 1, ["content is 'content'", 'content = ["…"]']),
        ('\ncontent = ["content", "none"]\n', 2, ["content is 'none'", "not there"]),
        ('catalog = ["none"]\n', 1, ["catalog is 'none'", "not there"]),
        ('content = ["\\u0000"]\n', 1, ["not there"]),
        (f'content = ["{"long" * 2000}"]\n', 1, ["not there"]),
        ('[site]\nroutes = [{ prefix = "/", folder = "none" }]\n', 2, ["folder is 'none'", "not there"]),
        ('[[site.routes]]\nprefix = "/"\nfolder = "none"\n', 3, ["folder is 'none'", "not there"]),
        ("site = 3\n", 1, ["site is 3", "must be a table"]),
        ("overrides = 3\n", 1, ["a list of tables"]),
        ("[links]\ntimeout-seconds = 0\n", 2, ["above 0"]),
        ('[site]\nurl = "example.com"\n', 2, ["'example.com'", "https://"]),
        ('[site]\nroutes = [{ prefix = "/" }]\n', 2, ["lacks 'folder'"]),
        ('[front-matter]\nschemas = [{ files = "**", schema = "none.json" }]\n', 2, ["none.json", "cannot be read"]),
        ("select = [\n", 1, ["is not valid TOML"]),
        ('a = 1\nb = "\n', 2, ["is not valid TOML"]),
        ("[a]\n[a]\n", 2, ["is not valid TOML"]),
        ("x = " + "[" * 5000 + "\n", None, ["is not valid TOML"]),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int | None, words: list[str]) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text)
    assert [word for word in words if word not in str(raised.value)] == [], str(raised.value)
    assert raised.value.path == "credlint.toml"
    if line is not None:
        assert raised.value.line == line
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('catalog = ["content", "credlint.toml"]\n', 1),
        ('[site]\nroutes = [{ prefix = "/", folder = "credlint.toml" }]\n', 2),
    ],
)
def test_a_file_is_no_folder(site: Path, text: str, line: int) -> None:
    (site / "credlint.toml").write_text(text)
    with pytest.raises(ConfigError, match="which is not a folder") as raised:
        read(text)
    assert raised.value.line == line


def test_content_may_be_a_file(site: Path) -> None:
    (site / "guide.md").write_text("Words.\n")
    assert read('content = ["guide.md"]\n').content == ("guide.md",)


@pytest.mark.parametrize(
    "text",
    [
        '[links]\nallow-private = ["127.0.0.1/32"]\n',
        'allow-private = ["10.0.0.0/8"]\n',
        '[links]\nheaders = { Authorization = "x" }\n',
        '[[links.hosts]]\nhost = "a"\nheaders = { Cookie = "x" }\n',
        'plugins = ["evil"]\n',
        'output = "/etc/passwd"\n',
        'cache-dir = "."\n',
        '[links]\nproxy = "http://evil"\n',
    ],
)
def test_what_stands_in_the_tree_never_loosens_security(text: str) -> None:
    with pytest.raises(ConfigError, match="never loosens security"):
        read(text)


def test_a_schema_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{\n "type": \n}\n')
    with pytest.raises(SchemaError) as raised:
        parse('[front-matter]\nschemas = [{ files = "**", schema = "bad.json" }]\n', tmp_path / "credlint.toml")
    assert (raised.value.path, raised.value.line) == ("bad.json", 3)


def test_the_nearest_file_counts_and_nothing_is_merged(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "credlint.toml").write_text('exclude = ["outer"]\nignore = ["past-year"]\n')
    assert configuration.load(None, inner).exclude == ("outer",)
    (tmp_path / "a" / "credlint.toml").write_text('exclude = ["inner"]\n')
    config = configuration.load(None, inner)
    assert (config.exclude, config.ignore, config.root) == (("inner",), (), tmp_path / "a")


def test_a_repository_ends_the_search(tmp_path: Path) -> None:
    (tmp_path / "credlint.toml").write_text("selct = 1\n")
    (tmp_path / "site" / ".git").mkdir(parents=True)
    assert configuration.load(None, tmp_path / "site").path is None


def test_a_pyproject_without_our_table_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "credlint.toml").write_text('exclude = ["outer"]\n')
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert configuration.load(None, tmp_path / "a").exclude == ("outer",)


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ("past-year", None, {"past-year"}),
        ("past-year,cost-mismatch", "past-year", {"cost-mismatch"}),
        ("past-year, cost-mismatch", None, {"past-year", "cost-mismatch"}),
    ],
)
def test_the_command_line_selects_in_place_of_the_file_and_ignores_beside_it(
    select: str, ignore: str | None, expected: set[str]
) -> None:
    config = with_selection(read('select = ["all"]\nignore = ["unsourced-statistic"]\n'), select, ignore)
    assert {selected.rule.name for selected in config.selection("a.md")} == expected


def test_an_unknown_rule_on_the_command_line_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="no rule 'past-yaer'") as raised:
        with_selection(read(""), "past-yaer", None)
    assert "past-year" in raised.value.hint


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a configuration in a folder of it, and a secret beside it."""
    for folder in ("beside/docs", "repo/.git", "repo/docs", "repo/site/deep/inner", "repo/site/articles"):
        (tmp_path / folder).mkdir(parents=True)
    for place in (tmp_path / "beside", tmp_path / "repo"):
        (place / "schema.json").write_text("{}")
    (tmp_path / "repo" / "site" / "linked").symlink_to("../../beside")
    (tmp_path / "repo" / "site" / "up").symlink_to("deep/inner")
    return tmp_path / "repo" / "site"


OUTSIDE = (
    "../..",
    "../../beside",
    "../../beside/docs",
    "linked",
    "linked/docs",
    "up/../../../beside",
)


@pytest.mark.parametrize("where", [*OUTSIDE, "/", "/etc"])
@pytest.mark.parametrize(
    "line", ["content = [{}]", "catalog = [{}]", '[site]\nroutes = [{{ prefix = "/", folder = {} }}]']
)
def test_a_configuration_names_no_folder_outside_its_tree(checkout: Path, line: str, where: str) -> None:
    with pytest.raises(ConfigError, match=r"outside the tree"):
        parse(line.format(json.dumps(where)), checkout / "credlint.toml")


@pytest.mark.parametrize("where", ["../../beside/schema.json", "linked/schema.json", "up/../../../beside/schema.json"])
def test_a_configuration_names_no_schema_outside_its_tree(checkout: Path, where: str) -> None:
    with pytest.raises(ConfigError, match=r"outside the tree"):
        parse(f'[front-matter]\nschemas = [{{ files = "**", schema = "{where}" }}]\n', checkout / "credlint.toml")


@pytest.mark.parametrize("where", ["articles", "../docs", "..", "up", "./articles/../../docs"])
def test_all_of_its_repository_may_be_named(checkout: Path, where: str) -> None:
    assert parse(f'content = ["{where}"]\n', checkout / "credlint.toml").content == (where,)


def test_without_a_repository_the_tree_is_the_folder(checkout: Path) -> None:
    (checkout.parent / ".git").rmdir()
    assert parse('content = ["articles"]\n', checkout / "credlint.toml").content == ("articles",)
    with pytest.raises(ConfigError, match=r"outside the tree"):
        parse('content = ["../docs"]\n', checkout / "credlint.toml")


def test_a_configuration_that_is_found_is_no_link_out_of_its_tree(checkout: Path) -> None:
    other = checkout.parents[1] / "beside" / "credlint.toml"
    other.write_text('exclude = ["x"]\n')
    (checkout / "credlint.toml").symlink_to(other)
    with pytest.raises(ConfigError, match=r"is a link out of its tree"):
        configuration.load(None, checkout)
    assert configuration.load(checkout / "credlint.toml", checkout).exclude == ("x",)  # as the command line says
    (checkout / "credlint.toml").unlink()
    (checkout.parent / "house.toml").write_text('exclude = ["y"]\n')
    (checkout / "credlint.toml").symlink_to("../house.toml")
    assert configuration.load(None, checkout).exclude == ("y",)

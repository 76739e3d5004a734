"""What can be configured, and what it selects for a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field, structs

from credlint.article import FrontMatterKeys
from credlint.errors import UsageError, did_you_mean
from credlint.finding import Severity
from credlint.globs import matches
from credlint.links import HostPolicy
from credlint.rule import Rule, Selected, Selection, discover


class RuleSettings(Struct, frozen=True):
    """`[rules.<name>]`: a severity of its own, and options as the rule's `Options`."""

    severity: Severity | None = None
    options: object = None


class SchemaChoice(Struct, frozen=True):
    """Front matter of the files that match is checked against this JSON Schema."""

    files: str
    schema: dict[str, object]


class Route(Struct, frozen=True):
    """Addresses that begin with `prefix` are files below `folder` (relative to the root, with `/`)."""

    prefix: str
    folder: str


class SiteSettings(Struct, frozen=True):
    url: str | None = None
    routes: tuple[Route, ...] = ()
    public: tuple[str, ...] = ()


class LinkSettings(Struct, frozen=True):
    exclude: tuple[str, ...] = ()
    timeout_seconds: float | None = None
    max_age_hours: float | None = None
    hosts: tuple[HostPolicy, ...] = ()


class Override(Struct, frozen=True):
    files: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()


class Config(Struct, frozen=True, dict=True):
    """Everything that can be configured; the defaults are a run without any file.

    `root` is the folder that its paths and globs are relative to. `fail_on` None means never.
    """

    root: Path
    path: Path | None = None
    content: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    catalog: tuple[Path, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    schemas: tuple[SchemaChoice, ...] = ()
    front_matter: FrontMatterKeys = field(default_factory=FrontMatterKeys)
    site: SiteSettings = field(default_factory=SiteSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    overrides: tuple[Override, ...] = ()

    def relative(self, path: Path) -> str:
        """The path as globs see it: relative to the root where it lies below it."""
        absolute = path if path.is_absolute() else Path.cwd() / path
        return absolute.relative_to(self.root).as_posix() if absolute.is_relative_to(self.root) else absolute.as_posix()

    def selection(self, path: str) -> Selection:
        """The rules for a path that is relative to the root."""
        matching = tuple(i for i, override in enumerate(self.overrides) if matches(override.files, path))
        if matching not in self._selections:
            self._selections[matching] = self._select([self.overrides[i] for i in matching])
        return self._selections[matching]

    def schema_for(self, path: str) -> dict[str, object] | None:
        """The schema for the front matter of a path relative to the root; the last glob that matches wins."""
        return next((choice.schema for choice in reversed(self.schemas) if matches(choice.files, path)), None)

    @cached_property
    def _selections(self) -> dict[tuple[int, ...], Selection]:
        return {}

    def _select(self, overrides: Iterable[Override]) -> Selection:
        known = discover()
        chosen = _chosen(self.select, known) - _named(self.ignore, known)
        for override in overrides:
            if override.select is not None:
                chosen |= _chosen(override.select, known)
            chosen -= _named(override.ignore, known)
        return tuple(self._settled(known[name]) for name in sorted(chosen))

    def _settled(self, rule: Rule) -> Selected:
        settings = self.rules.get(rule.name, RuleSettings())
        options = settings.options if settings.options is not None else rule.options_type()
        return Selected(rule, settings.severity or rule.severity, options)


def with_selection(config: Config, select: str | None, ignore: str | None) -> Config:
    """The configuration under `--select` (in place of its own) and `--ignore` (beside its own). Raises UsageError."""
    chosen, ignored = _split(select), _split(ignore)
    for option, names in (("--select", chosen), ("--ignore", ignored)):
        for name in names or ():
            if not selects(name):
                problem, hint = no_rule(name)
                raise UsageError(f"{option}: {problem}", hint=hint)
    return structs.replace(
        config,
        select=config.select if chosen is None else chosen,
        ignore=config.ignore + (ignored or ()),
    )


def selects(name: str) -> bool:
    """Whether a name may stand in `select` and `ignore`: a rule's or that of a set of rules."""
    return name in ("all", "default") or name in discover()


def no_rule(name: str) -> tuple[str, str]:
    """What is wrong with a name that no rule has, and a hint."""
    return f"there is no rule {name!r}", did_you_mean(name, discover()) or "see: credlint rules"


def _split(option: str | None) -> tuple[str, ...] | None:
    return None if option is None else tuple(name.strip() for name in option.split(",") if name.strip())


def _chosen(select: tuple[str, ...] | None, known: Mapping[str, Rule]) -> set[str]:
    return _named(("default",) if select is None else select, known)


def _named(names: Iterable[str], known: Mapping[str, Rule]) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name == "all":
            found |= set(known)
        elif name == "default":
            found |= {rule.name for rule in known.values() if rule.on_by_default}
        else:
            found.add(name)
    return found

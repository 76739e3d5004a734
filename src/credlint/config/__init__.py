"""The configuration: the nearest `credlint.toml` or `[tool.credlint]`, made into what is selected for a path.

A configuration lies in the checked tree and may be untrusted, so it can make the check stricter or laxer but never
widen what the program does: private networks and outputs are named by options and the environment.
"""

from __future__ import annotations

from pathlib import Path

from credlint.config.settings import Config, Route, no_rule, with_selection
from credlint.config.tree import lies_in, repository, tree_of
from credlint.contents import of_settings, real
from credlint.errors import ConfigError

__all__ = ["FILE_NAME", "Config", "Route", "find", "load", "no_rule", "parse", "repository", "with_selection"]

FILE_NAME = "credlint.toml"


def find(start: Path) -> Path | None:
    """The nearest configuration file in a folder or above it, up to the root of its repository."""
    for folder in (start, *start.parents):
        own, shared = folder / FILE_NAME, folder / "pyproject.toml"
        if own.is_file():
            return own
        if shared.is_file() and _is_ours(shared):
            return shared
        if (folder / ".git").exists():
            return None
    return None


def _is_ours(shared: Path) -> bool:
    try:
        return b"tool.credlint" in of_settings(shared)
    except OSError:  # reported where the file is needed
        return False


def load(path: Path | None, start: Path) -> Config:
    """Reads the file named, else the nearest one, else nothing. Raises ConfigError."""
    nearest = None if path is not None else find(start)
    path = path or nearest
    if path is None:
        return Config(root=start)
    shown = str(path.relative_to(start)) if path.is_relative_to(start) else str(path)
    if nearest is not None and not lies_in(nearest, tree_of(nearest.parent)):
        raise ConfigError("is a link out of its tree", path=shown, hint="name the file that it leads to with --config")
    try:
        text = of_settings(path).decode("utf-8")
    except OSError as problem:
        reason = f"cannot be read: {problem.strerror or problem}"
        raise ConfigError(reason, path=shown, hint="name a file with --config") from None
    except UnicodeDecodeError as problem:
        raise ConfigError(f"is not UTF-8 (byte {problem.start})", path=shown, hint="save it as UTF-8") from None
    return parse(text, real(path), shown)


def parse(text: str, path: Path, shown: str | None = None) -> Config:
    """The configuration that a TOML text holds. `path` fixes what is relative to it. Raises ConfigError."""
    from credlint.config.reader import read  # many runs have no configuration to read

    return read(text, path, shown or str(path))

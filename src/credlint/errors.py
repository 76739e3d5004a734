"""Everything credlint raises on purpose.

CredlintError
├── UserError            the user's mistake: exit 2
│   ├── UsageError           an argument or option
│   ├── ConfigError          credlint.toml or [tool.credlint]
│   ├── CatalogError         a catalog file that does not load
│   ├── SchemaError          a JSON Schema that does not load
│   ├── InputError           a path that does not exist or cannot be read
│   └── RepositoryError      git: no repository, unknown reference, shallow clone
└── PositionError        our fault: a source span could not be proven, so none is given
"""

from __future__ import annotations

from collections.abc import Iterable


class CredlintError(Exception):
    """An error with a remedy.

    `hint` says what to do; `path`, `line` and `column` (1-based, code points) say where, when that is known.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class UserError(CredlintError):
    """The user's mistake: exit 2."""


class UsageError(UserError):
    """An argument or option that makes no sense."""


class ConfigError(UserError):
    """A configuration file that cannot be used."""


class CatalogError(UserError):
    """A catalog file that does not load."""


class SchemaError(UserError):
    """A JSON Schema that does not load."""


class InputError(UserError):
    """A path that does not exist or cannot be read."""


class RepositoryError(UserError):
    """git cannot answer: no repository, unknown reference, shallow clone."""


class PositionError(CredlintError):
    """A source span could not be proven. We report that rather than guess."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint at the known name that is most like a wrong one; "" where none is."""
    import difflib  # for mistakes only

    near = difflib.get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else ""


def describe(fault: BaseException) -> str:
    """A fault of ours in one line: what, and in which function."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" (in {trace.tb_frame.f_code.co_qualname}, line {trace.tb_lineno})" if trace is not None else ""
    return f"{type(fault).__name__}: {str(fault)[:300]}{place}"

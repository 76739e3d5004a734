"""What `--help` says, and what shells complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest

from credlint.cli.commands import COMMANDS, command


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield f"{path}{name}", found
        if isinstance(found, click.Group):
            yield from commands(found, f"{path}{name} ")


ALL = dict(commands(command))


@pytest.mark.parametrize(("name", "one"), ALL.items(), ids=ALL)
def test_every_command_and_option_says_what_it_does(name: str, one: click.Command) -> None:
    assert one.help and one.help.split("\n\n")[0].endswith(".")
    short = COMMANDS.get(name) or one.get_short_help_str(limit=66)
    assert short.endswith(".") and not short.endswith("...")
    for parameter in one.params:
        if isinstance(parameter, click.Option):
            assert parameter.help and parameter.help[0].isupper(), f"{name} {parameter.opts[0]}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("credlint ch", ["check"]),
        ("credlint check --form", ["--format"]),
        ("credlint check --format sa", ["sarif"]),
        ("credlint catalog im", ["impact"]),
        ("credlint explain outdated-c", ["outdated-cost"]),
    ],
)
def test_a_shell_completes(process: Callable[..., Any], words: str, expected: list[str]) -> None:
    place = str(len(words.split()) - 1)
    done = process(COMP_WORDS=words, COMP_CWORD=place, _CREDLINT_COMPLETE="bash_complete")
    assert done.out.split() == [f"plain,{word}" for word in expected]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(process: Callable[..., Any], shell: str) -> None:
    done = process(_CREDLINT_COMPLETE=f"{shell}_source")
    assert "credlint" in done.out

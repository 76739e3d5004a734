"""A site about invented credentials, and the server that an editor would start in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editor import AS_OF, Editor, Start, make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests of a module that leave it as it is."""
    return make_site(tmp_path_factory.mktemp("site with späces"))


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def start(cache_folder: Path) -> Iterator[Start]:
    """Starts servers, and ends those that a test has not ended itself."""
    editors: list[Editor] = []

    def begin(folder: Path, *arguments: str, **more: Any) -> Editor:
        editors.append(Editor(folder, "--as-of", AS_OF, *arguments, cache_folder=cache_folder, **more))
        return editors[-1]

    yield begin
    for editor in editors:
        try:
            if editor.process.poll() is None:
                assert editor.end() == 0
        finally:
            editor.kill()


@pytest.fixture(scope="module")
def editor(start: Start, site: Path) -> Editor:
    return start(site)

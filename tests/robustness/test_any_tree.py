"""A site of an attacker, told by every command in every format; `tests/fuzz/trees.py` is the long form."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from fuzz import trees


@pytest.mark.skipif(os.name != "posix", reason="its files have names that only POSIX systems allow")
def test_no_output_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(tmp_path))
    codes, read_back = Counter[object](), Counter[str]()
    assert list(trees.wrong_in(3, 1, codes, read_back)) == []
    assert codes.total() == len(list(trees.commands()))
    assert read_back.total() > 8  # most are no refusals

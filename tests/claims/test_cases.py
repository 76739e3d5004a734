"""Every marked text is read as marked, nothing more and nothing less."""

from __future__ import annotations

import pytest

from claims.marked import Case, all_cases, check


@pytest.mark.parametrize("case", list(all_cases()), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert check(case) == []

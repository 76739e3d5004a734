"""Signs of a status: what they match holds one of the literal words by which their sentences are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credlint.claims.kinds.status.signs import SIGNS, Sign


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
@given(data=st.data())
def test_a_sign_is_never_without_its_stems(sign: Sign, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(sign.pattern.pattern, re.ASCII)))
    for match in sign.pattern.finditer(text):
        assert any(stem in match[0] for stem in sign.stems), match[0]

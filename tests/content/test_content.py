"""The repository's own articles are clean on the day they were checked, and each stale twin of them is found out.

This is the one place where tests of articles read the catalog that ships: a twin changes one true sentence into what is
still printed elsewhere, so a fact that is lost or altered by mistake shows here.
"""

# ruff: noqa: E501  (a twin a line)

import json
import shutil
from pathlib import Path

import pytest

from credlint.cli import main

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-22"

# article, what it says, what its stale twin says, the rule that must speak, the words that the message must hold
TWINS = [
    ("ai-certifications", "costs $100.\n", "costs $300.\n", "cost-mismatch", ["$300", "$100"]),
    ("ai-certifications", "three years\n- **Exam:** MLA-C02, in beta", "two years\n- **Exam:** MLA-C02, in beta", "validity-mismatch", ["two years"]),
    ("ai-certifications", "The exam is AI-103.", "The exam is AI-102.", "superseded-exam-code", ["AI-102", "2026-06-30"]),
    (
        "ai-certifications",
        "### AWS Certified Machine Learning Engineer - Associate",
        "### AWS Certified Machine Learning - Specialty",
        "retired-credential",
        ["2026-03-31"],
    ),
    ("ai-certifications", "It has 65 questions", "It has 55 questions", "exam-mismatch", ["55"]),
    ("ai-certifications", "expires after two years", "expires after three years", "validity-mismatch", ["three years"]),
    ("ai-certifications", "$49 a month", "$49 once", "cost-mismatch", ["$49"]),
    ("ai-certifications", "/blog/certification-costs", "/blog/certification-cost", "missing-page", ["certification-costs"]),
    ("certification-costs", "| Price | $445 |", "| Price | $395 |", "outdated-cost", ["$395", "$445"]),
    ("certification-costs", "| $125 | 3 years |", "| $125 | 2 years |", "validity-mismatch", ["2 years"]),
    ("certification-costs", "| $575 for members,", "| $540 for members,", "cost-mismatch", ["$540"]),
    ("certification-renewals", "are valid for one year", "are valid for two years", "validity-mismatch", ["two years"]),
    ("certification-renewals", "Azure Fundamentals never expires", "Azure Fundamentals expires after two years", "validity-mismatch", ["two years"]),
    ("certification-renewals", "The Certified Kubernetes Administrator (CKA) is valid for two years.", "The Certified Kubernetes Administrator (CKA) is valid for three years.", "outdated-validity", ["three years"]),
    ("google-machine-learning-engineer", "| 2 years |", "| 3 years |", "validity-mismatch", ["3 years"]),
    ("google-machine-learning-engineer", "lasts 120 minutes", "lasts 90 minutes", "exam-mismatch", ["90 minutes"]),
    ("google-machine-learning-engineer", "renewals#google-cloud", "renewals#google-clouds", "missing-anchor", ["google-cloud"]),
    ("google-machine-learning-engineer", "pubDate: 2026-11-16", "date: 2026-11-16", "schema-violation", ["pubDate"]),
    ("become-a-prompt-engineer", "$49 a month", "$39 a month", "cost-mismatch", ["$39"]),
    ("ai-skills-to-learn", "lastVerified: 2026-11-20", "lastVerified: 2026-11-31", "schema-violation", ["2026-11-31"]),
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the repository's own check reads."""
    shutil.copytree(ROOT / "content" / "articles", tmp_path / "content" / "articles")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copy(ROOT / "credlint.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    main(["check", "--as-of", AS_OF, "--format", "json", "--no-cache", "--jobs", "1"])
    findings: list[dict[str, str]] = json.loads(capsys.readouterr().out)["findings"]
    return findings


def test_our_own_articles_are_clean(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == []


@pytest.mark.parametrize(("article", "true", "stale", "rule", "says"), TWINS, ids=lambda value: str(value)[:30])
def test_a_stale_twin_is_found_out(
    site: Path, capsys: pytest.CaptureFixture[str], article: str, true: str, stale: str, rule: str, says: list[str]
) -> None:
    path = site / "content" / "articles" / f"{article}.md"
    text = path.read_text("utf-8")
    assert text.count(true) >= 1, "the article no longer says so: change the twin with it"
    path.write_text(text.replace(true, stale, 1), "utf-8")

    found = [finding for finding in check(capsys) if finding["rule"] == rule]

    assert found
    said = found[0]["message"] + found[0]["advice"]
    assert [words for words in says if words not in said] == []

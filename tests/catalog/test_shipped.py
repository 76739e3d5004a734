"""What must hold for the catalog that ships, whatever prices do: no figure of it is repeated here but dated history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from credlint import located_yaml
from credlint.bundled import catalog_folder
from credlint.catalog import Catalog, Credential, Fact, Provider, load
from credlint.finding import Severity
from credlint.rule import Rule, discover
from credlint.values import Cost, Kind, Validity

COMPILED = date(2026, 11, 22)
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
CATALOG_RULES = [rule for rule in discover().values() if rule.check_catalog is not None]


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load.load([catalog_folder()])


def owners(catalog: Catalog) -> Iterator[Credential | Provider]:
    yield from catalog.credentials.values()
    yield from catalog.providers.values()


def test_all_credentials_are_there_and_stand_where_their_id_says(shipped: Catalog) -> None:
    files = {path for path in catalog_folder().glob("*/*.yaml") if path.stem != "provider"}
    read = {Path(credential.path) for credential in shipped.credentials.values()}
    assert read == {path for path in files if path.parent.name != "groups"}
    for ident, credential in shipped.credentials.items():
        assert credential.id == ident
        name = "names" if credential.recognised_only else ident.partition("/")[2]
        assert Path(credential.path) == catalog_folder() / credential.provider / f"{name}.yaml"
        assert credential.provider in shipped.providers
    assert {credential.provider for credential in shipped.credentials.values()} <= set(shipped.providers)


def test_it_holds_what_the_readme_says(shipped: Catalog) -> None:
    said = re.search(r"knows over ([\d,]+) credentials of over ([\d,]+) providers by name and over ([\d,]+)", README)
    assert said is not None
    with_facts = sum(not credential.recognised_only for credential in shipped.credentials.values())
    counted = (len(shipped.credentials), len(shipped.providers), with_facts)
    for figure, held in zip(said.groups(), counted, strict=True):
        assert 0.9 * held < int(figure.replace(",", "")) < held


@pytest.mark.parametrize("rule", CATALOG_RULES, ids=lambda rule: rule.name)
def test_no_error_stands_in_it(shipped: Catalog, rule: Rule) -> None:
    assert rule.check_catalog is not None
    problems = rule.check_catalog(shipped, COMPILED, rule.options_type())
    errors = [problem for problem in problems if (problem.severity or rule.severity) is Severity.ERROR]
    assert [(problem.path, problem.message) for problem in errors] == []


def test_every_fact_has_a_source_and_a_grade(shipped: Catalog) -> None:
    for owner in owners(shipped):
        for fact in owner.facts:
            assert fact.sources, (owner.id, fact.pointer)
            assert fact.confidence in ("high", "medium", "low")
            assert all(source.url or source.title for source in fact.sources)
            assert all(source.grade in ("official", "relayed", "third party") for source in fact.sources)


def test_a_checked_day_is_one_that_the_evidence_shows(shipped: Catalog) -> None:
    """No fact was looked at after the catalog was made, and none on another day than its sources show.

    A price may carry the day on which it was seen, which is then written at the price.
    """
    assert shipped.newest_check() is not None
    assert all(
        not fact.checked or fact.checked.earliest <= COMPILED for owner in owners(shipped) for fact in owner.facts
    )
    for place, text in load.texts(catalog_folder()).items():
        data: Any = located_yaml.load(text).data
        entries = [entry for section in ("validity", "duration", "exam") for entry in data.get(section, ())]
        for entry in (entry for entry in entries if "checked" in entry):
            shown = [str(data["sources"][name].get("page-date")) for name in entry["sources"]]
            assert str(entry["checked"]) in shown, (place, entry)


def test_old_prices_do_not_pass_for_strong_evidence(shipped: Catalog) -> None:
    for owner in owners(shipped):
        for fact in owner.facts_of(Kind.COST) if isinstance(owner, Credential) else ():
            if fact.checked and fact.checked.latest.year <= 2024 and fact.until is None:
                assert fact.confidence == "low", (owner.id, fact.pointer)


def test_what_is_only_recognised_states_nothing(shipped: Catalog) -> None:
    names_only = [credential for credential in shipped.credentials.values() if credential.recognised_only]
    assert names_only
    for credential in names_only:
        assert not credential.facts and not credential.status, credential.id
        assert not any(code.sources for code in credential.codes)


def test_a_price_says_whether_it_is_for_members_where_there_are_two(shipped: Catalog) -> None:
    for credential in shipped.credentials.values():
        marks = [fact.qualifiers.get("member") for fact in credential.facts if isinstance(fact.value, Cost)]
        assert ("yes" in marks) <= ("no" in marks), credential.id


# Words of the search for evidence, and paths of whatever machine it was made on.
FORBIDDEN = re.compile(
    r"(?i)stored[- ](?:corp|index)|\bcorpus\b|\bindex ids?\b|file://|localhost|(?:^|[\s'\"])/[a-z]+/"
)


def test_nothing_of_the_making_is_left_in_it() -> None:
    for path in catalog_folder().rglob("*.yaml"):
        assert not FORBIDDEN.search(path.read_text("utf-8")), path


def test_one_line_holds_one_fact() -> None:
    """A changed price is then a diff of two lines."""
    for path in catalog_folder().rglob("*.yaml"):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("- {"):
                assert line.endswith("}"), (path, line)


def on(credential: Credential, kind: Kind, day: date) -> list[Fact]:
    return list(credential.facts_of(kind, on=day))


# Dated history: these days lie behind us, so the facts about them will not change.
STEPS = [
    ("aws/machine-learning-specialty", "2025-09-30", "active"),
    ("aws/machine-learning-specialty", "2026-01-15", "retiring"),
    ("aws/machine-learning-specialty", "2026-03-31", "retired"),
    ("aws/generative-ai-developer-professional", "2026-01-15", "beta"),
    ("aws/generative-ai-developer-professional", "2026-04-14", "active"),
    ("aws/machine-learning-engineer-associate", "2026-11-22", "active"),
    ("microsoft/azure-ai-engineer-associate", "2026-01-15", "active"),
    ("microsoft/azure-ai-engineer-associate", "2026-06-30", "retired"),
    ("microsoft/azure-ai-fundamentals", "2026-11-22", "active"),
    ("microsoft/azure-ai-apps-and-agents-developer-associate", "2026-05-15", "beta"),
    ("microsoft/azure-ai-apps-and-agents-developer-associate", "2026-11-22", "active"),
    ("fortinet/fcp", "2026-07-14", "active"),
    ("fortinet/fcp", "2026-07-15", "retired"),
    ("fortinet/nse-4", "2026-07-14", None),
    ("cisco/ccna-automation", "2026-11-22", "active"),
    ("comptia/secot-plus", "2026-11-22", "announced"),
]


@pytest.mark.parametrize(("ident", "day", "step"), STEPS)
def test_steps_that_lie_behind_us(shipped: Catalog, ident: str, day: str, step: str | None) -> None:
    entry = shipped.credentials[ident].status_on(date.fromisoformat(day))
    assert (entry.status if entry else None) == step


def amounts(facts: list[Fact]) -> set[int]:
    return {int(fact.value.min) for fact in facts if isinstance(fact.value, Cost) and fact.value.min is not None}


def test_former_values_are_kept(shipped: Catalog) -> None:
    cka = shipped.credentials["cncf/cka"]
    assert 395 in amounts(on(cka, Kind.COST, date(2025, 1, 1)))
    assert 395 not in amounts(on(cka, Kind.COST, date(2026, 11, 22)))
    before, after = on(cka, Kind.VALIDITY, date(2024, 3, 31)), on(cka, Kind.VALIDITY, date(2024, 4, 1))
    assert [fact.value for fact in before] == [Validity(36, 36)]  # type: ignore[arg-type]
    assert [fact.value for fact in after] == [Validity(24, 24)]  # type: ignore[arg-type]
    beta = on(shipped.credentials["aws/generative-ai-developer-professional"], Kind.EXAM, date(2026, 1, 15))
    assert [fact.qualifiers.get("beta") for fact in beta] == ["yes"]


def test_providers_tell_their_renewal_by_level(shipped: Catalog) -> None:
    def validity(provider: str, level: str) -> list[object]:
        facts = shipped.providers[provider].facts
        return [
            "lifetime" if fact.value.lifetime else int(fact.value.max_months or 0)
            for fact in facts
            if isinstance(fact.value, Validity)
            and fact.qualifiers.get("level", level) == level
            and fact.holds(COMPILED)
        ]

    assert validity("aws", "specialty") == [36]
    assert validity("microsoft", "associate") == [12]
    assert validity("microsoft", "fundamentals") == ["lifetime"]
    assert validity("google-cloud", "professional") == [24]
    assert validity("google-cloud", "foundational") == [36]
    assert validity("cncf", "professional") == [24]
    assert validity("nvidia", "associate") == validity("databricks", "professional") == [24]


def test_levels_of_providers_are_levels_of_their_credentials(shipped: Catalog) -> None:
    levels = {(credential.provider, credential.level) for credential in shipped.credentials.values()}
    for provider in shipped.providers.values():
        for fact in provider.facts:
            if "level" in fact.qualifiers:
                assert (provider.id, fact.qualifiers["level"]) in levels


def test_groups_name_who_is_there(shipped: Catalog) -> None:
    cloud = shipped.groups["group/cloud"]
    assert set(cloud.providers) == {"aws", "microsoft", "google-cloud"}
    assert "cloud provider certs" in cloud.aliases
    for group in shipped.groups.values():
        assert set(group.providers) <= set(shipped.providers)
        assert set(group.credentials) <= set(shipped.credentials)


def test_bare_google_has_an_order(shipped: Catalog) -> None:
    called = [provider for provider in shipped.providers.values() if "Google" in provider.shared_aliases]
    assert [provider.id for provider in sorted(called, key=lambda provider: provider.rank)][:3] == [
        "google-cloud",
        "google-grow",
        "google-tensorflow",
    ]
    assert len({provider.rank for provider in called}) == len(called)


def test_its_compiled_form_is_the_same(shipped: Catalog, tmp_path: Path) -> None:
    load.load([catalog_folder()], tmp_path)
    kept = load.load([catalog_folder()], tmp_path)
    assert kept.digest == shipped.digest
    assert dict(kept.credentials) == dict(shipped.credentials)
    assert dict(kept.providers) == dict(shipped.providers)
    assert dict(kept.groups) == dict(shipped.groups)
    assert kept.newest_check() == shipped.newest_check()

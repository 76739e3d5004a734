"""Names: how credentials are called, found in text, and told from those that nobody knows."""

from __future__ import annotations

import pytest
from msgspec import msgpack
from msgspec.structs import replace

import invented
from credlint.catalog import Catalog, Credential, ExamCode, Group, Provider
from credlint.catalog.index import compile_names
from credlint.catalog.mention import Casing, Proof
from credlint.catalog.names import Names
from credlint.catalog.words import canonical

PROVIDERS = (
    Provider("aws", "Amazon Web Services", ("AWS", "Amazon")),
    Provider("microsoft", "Microsoft", ("Azure", "Microsoft Azure")),
    Provider("google-cloud", "Google Cloud", ("GCP", "Google Cloud Platform"), shared_aliases=("Google",), rank=1),
    Provider("google-grow", "Grow with Google", ("Google Career Certificates",), shared_aliases=("Google",), rank=2),
    Provider("anthropic", "Anthropic"),
    Provider("ec-council", "EC-Council"),
    Provider("cisco", "Cisco"),
    Provider("isc2", "ISC2", ("(ISC)2", "(ISC)²")),
    Provider("coursera", "Coursera"),
    Provider("ipas", "iPAS"),
    Provider("comptia", "CompTIA"),
    Provider("spring", "Spring"),
    Provider("scrum", "Scrum.org"),
)


def exam(slug: str, name: str, *aliases: str, codes: tuple[str, ...] = (), **more: object) -> Credential:
    provider = slug.partition("/")[0]
    issued = tuple(ExamCode(code) for code in codes)
    kind = str(more.pop("kind", "exam"))
    return Credential(slug, name, provider, kind, aliases=aliases, codes=issued, **more)  # type: ignore[arg-type]


CREDENTIALS = (
    exam("aws/saa", "AWS Certified Solutions Architect - Associate", "AWS SAA", codes=("SAA-C02", "SAA-C03")),
    exam("aws/sap", "AWS Certified Solutions Architect - Professional", codes=("SAP-C02",)),
    exam("aws/mls", "AWS Certified Machine Learning - Specialty", "AWS ML Specialty", codes=("MLS-C01",)),
    exam("aws/genai", "AWS Certified Generative AI Developer - Professional", codes=("AIP-C01",)),
    exam("aws/dop", "AWS Certified DevOps Engineer - Professional", codes=("DOP-C02",)),
    exam("aws/clf", "AWS Certified Cloud Practitioner", codes=("CLF-C02",)),
    exam(
        "microsoft/ai-102", "Microsoft Certified: Azure AI Engineer Associate", "Azure AI Engineer", codes=("AI-102",)
    ),
    exam("microsoft/az-900", "Microsoft Certified: Azure Fundamentals", "Azure Fundamentals", codes=("AZ-900",)),
    exam("google-cloud/pde", "Professional Data Engineer", "Google Professional Data Engineer"),
    exam("google-grow/data", "Google Data Analytics Professional Certificate", kind="professional-certificate"),
    exam("anthropic/caf", "Claude Certified Architect: Foundations", "Claude Certified Architect", level="foundations"),
    exam("anthropic/cap", "Claude Certified Architect: Professional", level="professional"),
    exam("ec-council/ceh", "Certified Ethical Hacker (CEH)", "CEH v13", codes=("312-50",)),
    exam("ec-council/csa", "Certified SOC Analyst"),
    exam("ec-council/ceh-practical", "Certified Ethical Hacker (Practical)", "CEH Practical"),
    exam("cisco/ccna", "Cisco Certified Network Associate (CCNA)", codes=("200-301",)),
    exam("cisco/ccnp-security", "CCNP Security"),
    exam("cisco/ccnp-wireless", "CCNP Wireless"),
    exam("acme/kitchenaut", "Kitchenaut", "Acme Kitchenaut"),
    exam("cisco/cable-associate", "Cisco Certified Cabling Associate, Fibre (CCAF)"),
    exam("isc2/cissp", "Certified Information Systems Security Professional (CISSP)"),
    exam("isc2/associate", "Associate of ISC2"),
    exam("scrum/psm-1", "Professional Scrum Master I (PSM I)", "Professional Scrum Master"),
    exam("scrum/psm-2", "Professional Scrum Master II (PSM II)"),
    exam("comptia/security", "CompTIA Security+", "Security+", codes=("SY0-701",)),
    exam("coursera/spices", "Spice Blend Design for Cooks (CSBDC)", kind="course"),
    exam("coursera/plus", "Coursera Plus", kind="subscription"),
    exam("ipas/beginner", "iPAS AI Planner (Beginner)", level="beginner"),
    exam("ipas/intermediate", "iPAS AI Planner (Intermediate)", level="intermediate"),
    exam("spring/professional", "Spring Certified Professional", "Spring certification"),
)
CATALOG = Catalog(
    credentials={one.id: one for one in CREDENTIALS},
    providers={one.id: one for one in PROVIDERS},
    groups={"group/cloud": Group("group/cloud", "cloud provider certifications", ("cloud certifications",))},
)
NAMES = CATALOG.names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Machine Learning", "ml"),
        ("generative AI", "genai"),
        ("Gen AI", "genai"),
        ("Amazon Web Services (AWS) Certified", "aws"),
        ("Google Cloud Platform", "gcp"),
        ("Google", "google"),
        ("AWS Certified: Data Engineer – Associate", "aws data engineer associate"),
        ("Data Engineer (Associate)", "data engineer associate"),
        ("Data Engineer, Associate", "data engineer associate"),
        ("Data, Engineer", "data , engineer"),
        ("Machine Learning (ML) Engineer", "ml engineer"),
        ("the exam of the engineers", "engineer"),
        ("CS50's Introduction", "cs50 introduction"),
        ("C|EH", "ceh"),
        ("Security+", "security+"),
        ("engineer. Data", "engineer . data"),
        ("DeepLearning.AI", "deeplearning ai"),
        ("AI certifications", "ai certifications"),
        ("Certified 2025 Architect Pro", "architect professional"),
    ],
)
def test_canonical(text: str, words: str) -> None:
    assert " ".join(canonical(text)) == words


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("AWS Certified Solutions Architect - Associate", "aws/saa"),
        ("AWS Certified Solutions Architect – Associate", "aws/saa"),
        ("AWS Solutions Architect Associate", "aws/saa"),
        ("Amazon Web Services Solutions Architect (Associate)", "aws/saa"),
        ("Solutions Architect Associate (AWS)", "aws/saa"),
        ("AWS Associate Solutions Architect", "aws/saa"),
        ("saa-c03", "aws/saa"),
        ("Professional Scrum Master II", "scrum/psm-2"),
        ("Professional Scrum Master I", "scrum/psm-1"),
        ("Professional Scrum Master", "scrum/psm-1"),
        ("Associate of ISC2", "isc2/associate"),
        ("SAAC03", "aws/saa"),
        ("AWS Machine Learning Specialty certification", "aws/mls"),
        ("AWS Certified ML - Specialty exam", "aws/mls"),
        ("AWS GenAI Developer", "aws/genai"),
        ("Microsoft Certified: Azure AI Engineer Associate", "microsoft/ai-102"),
        ("Azure AI Engineer Associate", "microsoft/ai-102"),
        ("Microsoft Azure AI Engineer", "microsoft/ai-102"),
        ("AZ 900", "microsoft/az-900"),
        ("Google Cloud Professional Data Engineer", "google-cloud/pde"),
        ("GCP Data Engineer Professional", "google-cloud/pde"),
        ("Google Data Analytics Certificate", "google-grow/data"),
        ("Google Professional Certificate in Data Analytics", "google-grow/data"),
        ("CEH", "ec-council/ceh"),
        ("Certified Ethical Hacker", "ec-council/ceh"),
        ("Certified Ethical Hacker (Practical)", "ec-council/ceh-practical"),
        ("Cisco Certified Cabling Associate - Fibre", "cisco/cable-associate"),
        ("Cisco Certified Cabling Associate: Fibre (CCAF)", "cisco/cable-associate"),
        ("Cisco Certified Cabling Associate, Fibre", "cisco/cable-associate"),
        ("Cisco Certified Cabling Associate, Copper", None),
        ("CISSP", "isc2/cissp"),
        ("(ISC)² CISSP", "isc2/cissp"),
        ("CompTIA Security+", "comptia/security"),
        ("iPAS intermediate", "ipas/intermediate"),
        ("Microsoft", "microsoft"),
        ("Google", "google-cloud"),
        ("cloud certifications", "group/cloud"),
        ("Cisco Certified Network Professional Security (CCNP Security)", "cisco/ccnp-security"),
        ("Azure AI (AI-102) Engineer", "microsoft/ai-102"),
        ("AI-102: Designing and Implementing a Sausage", "microsoft/ai-102"),
        ("Exam AI-102 - Designing and Implementing a Sausage", "microsoft/ai-102"),
        ("AI-104: Designing and Implementing a Sausage", None),
        ("Before AI-102: Designing a Sausage", None),
        ("Azure AI (AI-102) Juggler", None),
        ("Kitchenaut", "acme/kitchenaut"),
        ("the Kitchenaut award", None),
        ("Cisco Certified Network Professional, Wireless (CCNP Wireless)", "cisco/ccnp-wireless"),
        ("CompTIA Security Plus (Security+)", None),
        ("Cisco Certified Network Professional Security (CCNP)", None),
        ("Cisco Certified Network Baker Security (CCNP Security)", None),
        ("Cisco Certified Juggling Network Professional (CCNP Security)", None),
        ("Cisco Certified Network Associate (CCNP Security)", None),
    ],
)
def test_find(text: str, subject: str | None) -> None:
    assert NAMES.find(text).subject == subject


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("AWS Certified Solutions Architect", ("aws/saa", "aws/sap")),
        ("AWS Solutions Architect Associate and Professional", ("aws/saa", "aws/sap")),
        ("AWS Solutions Architect Associate / Professional", ("aws/saa", "aws/sap")),
        ("Claude Certified Architect", ("anthropic/caf", "anthropic/cap")),
        ("CCNP", ("cisco/ccnp-security", "cisco/ccnp-wireless")),
    ],
)
def test_find_names_the_candidates_of_a_family(text: str, candidates: tuple[str, ...]) -> None:
    found = NAMES.find(text)
    assert found.subject is None
    assert set(found.candidates) == set(candidates)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Hooli Certified Juggler",
        "Hooli Certified Professional Data Engineer",
        "AWS Certified Sausage Inspector",
        "Professional Scrum Master III",
        "Certified Members of (ISC)2",
        "Solutions",
        "architect",
        "AWS Solutions Architect Associate and Azure Fundamentals",
        "a guide to the AWS Solutions Architect Associate exam for juggling bears",
    ],
)
def test_find_nobody(text: str) -> None:
    assert NAMES.find(text).subject is None


def test_find_offers_what_is_similar() -> None:
    assert "aws/dop" in NAMES.find("Certified DevOps Engineer Pro of Amazons").candidates


def named(text: str, names: Names = NAMES) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(m.span.of(text), m.form, m.subjects) for m in names.mentions(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "The AWS Certified Solutions Architect – Associate (SAA-C03) exam",
            [
                ("AWS Certified Solutions Architect – Associate", "credential", ("aws/saa",)),
                ("SAA-C03", "credential", ("aws/saa",)),
            ],
        ),
        ("AWS and Microsoft", [("AWS", "provider", ("aws",)), ("Microsoft", "provider", ("microsoft",))]),
        ("a machine learning engineer at Hooli", []),
        ("I want security, not Security", []),
        ("Range 200-301", [("200-301", "credential", ("cisco/ccna",))]),
        ("aws s3 ls", []),
        ("CCNP holders", [("CCNP", "family", ("cisco/ccnp-security", "cisco/ccnp-wireless"))]),
        ("CCNP Security holders", [("CCNP Security", "credential", ("cisco/ccnp-security",))]),
        ("the OSCP exam", [("OSCP", "unknown", ())]),
        ("Professional Scrum Master III", [("Professional Scrum Master III", "unknown", ())]),
        ("for Certified Members of (ISC)2", [("(ISC)2", "provider", ("isc2",))]),
        ("ISC2 is an organisation", [("ISC2", "provider", ("isc2",))]),
        ("CCNA-X and CEH", [("CEH", "credential", ("ec-council/ceh",))]),
        ("the Spring certification in spring", [("Spring", "credential", ("spring/professional",))]),
        ("Spring is late", [("Spring", "provider", ("spring",))]),
        ("AWS Solutions Architect Expert", [("AWS Solutions Architect Expert", "unknown", ())]),
        ("CISSP (Expert) exam", [("CISSP", "credential", ("isc2/cissp",))]),
        ("Hooli Certified Professional Data Engineer", [("Hooli Certified Professional Data Engineer", "unknown", ())]),
        (
            "Coursera Google Data Analytics Professional Certificate",
            [
                ("Coursera", "provider", ("coursera",)),
                ("Google Data Analytics Professional Certificate", "credential", ("google-grow/data",)),
            ],
        ),
        ("Hooli Juggling Nanodegree", [("Hooli Juggling Nanodegree", "unknown", ())]),
        ("the Juggling Arts Specialization", [("Juggling Arts Specialization", "unknown", ())]),
        ("Maintaining Your Certification", []),
        ("The Best Professional Certification", []),
        ("AWS certifications are fine", [("AWS", "provider", ("aws",))]),
        ("the AWS Sausage Inspector certification", [("AWS Sausage Inspector certification", "unknown", ())]),
        ("cloud provider certifications", [("cloud provider certifications", "group", ("group/cloud",))]),
    ],
)
def test_mentions(text: str, mentions: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert named(text) == mentions


FAMILIES = {
    one.id: one
    for one in (
        exam("scrum/psm-1", "Professional Scrum Master I (PSM I)", "Professional Scrum Master"),
        exam("scrum/psm-2", "Professional Scrum Master II (PSM II)"),
        exam("scrum/psm-ai", "Professional Scrum Master - AI Essentials", "PSM-AI Essentials"),
        exam("acme/agilebake-foundation", "AgileBK Foundation"),
        exam("acme/agilebake-practitioner", "AgileBK Practitioner"),
        exam("acme/abcd-1", "Acme Bread Diploma 1 (ABCD-1)"),
        exam("acme/abcd-2", "Acme Bread Diploma 2 (ABCD-2)"),
        exam("acme/cibp-e", "Certified Bread Professional/Europe (CIBP/E)", "CIBP-E"),
        exam("acme/cibp-us", "Certified Bread Professional/United States (CIBP/US)"),
        exam("acme/cake", "Certified Cake Baker (CAKE)"),
        exam("acme/cake-icing", "Icing Specialist (CAKE-ICE)"),
        exam("acme/cake-cream", "Cream Specialist (CAKE-CRE)"),
        exam("acme/oven", "Oven Operator (OVEN)", "BAKE-200"),
        exam("acme/stove", "Stove Operator (STVE)", "BAKE-300"),
        exam("acme/only", "Only Level I (ONLY I)"),
    )
}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Scrum.org PSM", {"scrum/psm-1", "scrum/psm-2"}),
        ("PSM", set()),  # three letters mean many things
        ("PSM II", {"scrum/psm-2"}),
        ("Professional Scrum Master", {"scrum/psm-1"}),  # as it stands one of them is called so
        ("AgileBK", {"acme/agilebake-foundation", "acme/agilebake-practitioner"}),
        ("AgileBK Practitioner", {"acme/agilebake-practitioner"}),
        ("ABCD", {"acme/abcd-1", "acme/abcd-2"}),
        ("ABCD-2", {"acme/abcd-2"}),
        ("CIBP", {"acme/cibp-e", "acme/cibp-us"}),
        ("CIBP/US", {"acme/cibp-us"}),
        ("CAKE", {"acme/cake"}),
        ("BAKE", set()),  # what the codes of exams begin with
        ("ONLY", set()),  # no family
    ],
)
def test_a_label_without_its_level_names_the_family(text: str, subjects: set[str]) -> None:
    providers = {"scrum": Provider("scrum", "Scrum.org"), "acme": Provider("acme", "Acme")}
    names = Catalog(credentials=FAMILIES, providers=providers).names
    (mention,) = names.mentions(f"I passed the {text} exam.") or [None]
    assert set(mention.subjects if mention else ()) == subjects
    assert mention is None or (mention.form == "family") == (len(subjects) > 1)


def test_a_code_in_brackets_names_whom_it_means_of_the_provider_in_front() -> None:
    names = Catalog(credentials=FAMILIES, providers={"acme": Provider("acme", "Acme")}).names
    assert names.find("Acme Expert of Frosting (CAKE-ICE)").subject == "acme/cake-icing"
    assert names.find("Hooli Expert of Frosting (CAKE-ICE)").subject is None
    assert names.find("Acme Expert of Frosting (CAKE)").subject is None


def test_words_that_the_article_also_writes_small_make_no_unknown_name() -> None:
    text = "Fireworks exam"
    assert [m.form for m in NAMES.mentions(text)] == ["unknown"]
    assert NAMES.mentions(text, casing=Casing({"fireworks"})) == ()


def test_a_brand_that_sisters_share_names_all_of_them_the_likeliest_first() -> None:
    (google,) = NAMES.mentions("Google says so")
    assert google.subjects == ("google-cloud", "google-grow")
    assert NAMES.kin["google-grow"] == {"google-cloud", "google-grow"}
    assert NAMES.kin["aws"] == {"aws"}


@pytest.mark.parametrize(
    ("code", "credential", "issuer", "issued", "versioned"),
    [
        ("SAA-C03", "aws/saa", "aws", True, "aws/saa"),
        ("saa-c03", "aws/saa", "aws", True, "aws/saa"),
        ("SAA‑C03", "aws/saa", "aws", True, "aws/saa"),
        ("SAA-C04", None, "aws", False, "aws/saa"),
        ("AI-102", "microsoft/ai-102", "microsoft", True, None),
        ("AI-103", None, "microsoft", False, None),
        ("XYZ-C01", None, "aws", False, None),
        ("SY0-801", None, "comptia", False, "comptia/security"),
        ("UTF-8", None, None, False, None),
        ("GPT-4", None, None, False, None),
        ("200-301", "cisco/ccna", "cisco", True, None),
        ("100-500", None, None, False, None),
    ],
)
def test_codes(code: str, credential: str | None, issuer: str | None, issued: bool, versioned: str | None) -> None:
    assert CATALOG.codes.credential(code) == credential
    assert CATALOG.codes.issuer(code) == issuer
    assert CATALOG.codes.is_issued(code) is issued
    assert CATALOG.codes.versioned(code) == versioned


def test_a_code_of_two_credentials_is_of_neither() -> None:
    two = {f"aws/{name}": exam(f"aws/{name}", f"AWS Certified {name}", codes=("XX-100",)) for name in ("one", "two")}
    codes = replace(CATALOG, credentials=two).codes
    assert codes.credential("XX-100") is None
    assert codes.is_issued("XX-100")


@pytest.mark.parametrize("catalog", [CATALOG, invented.CATALOG, Catalog()])
def test_compiled_names_say_the_same(catalog: Catalog) -> None:
    compiled = {name: msgpack.encode(part) for name, part in compile_names(catalog).items()}
    fresh, kept = Names(catalog), Names(catalog, compiled)
    for credential in catalog.credentials.values():
        for name in (credential.name, *credential.aliases, *(code.code for code in credential.codes)):
            assert fresh.mentions(f"The {name} exam") == kept.mentions(f"The {name} exam")
            assert fresh.find(name) == kept.find(name)


@pytest.mark.parametrize("credential", invented.CREDENTIALS, ids=lambda credential: credential.id)
def test_every_official_name_resolves(credential: Credential) -> None:
    names = invented.CATALOG.names
    for name in (credential.name, *credential.aliases, *credential.former_names):
        assert names.find(name).subject == credential.id


def test_a_gap_in_a_complete_series_has_neighbours() -> None:
    issued = ("XY-100", "XY-102", "XY-104", "XY-200", "XY-900")
    series = {f"aws/{code}": exam(f"aws/{code}", f"AWS Certified {code}", codes=(code,)) for code in issued}
    aws = Provider("aws", "Amazon Web Services", complete_series=("XY-###", "ZZ-###"))
    codes = replace(CATALOG, credentials=series, providers={"aws": aws}).codes
    assert codes.neighbours("XY-103") == ("XY-102", "XY-104")
    assert codes.neighbours("XY-901") == ("XY-900",)
    assert codes.neighbours("XY-050") == ()  # courses are numbered below exams
    assert codes.neighbours("XY-102") == ()  # issued
    assert codes.neighbours("YZ-103") == ()  # another series
    assert codes.neighbours("ZZ-103") == ()  # an empty one
    assert replace(CATALOG, credentials=series).codes.neighbours("XY-103") == ()  # nobody says it is complete


@pytest.mark.parametrize(("code", "owner"), [("1Z0-1085-20", "aws/one"), ("1Z0-1086-20", None), ("1Z0-108", None)])
def test_a_year_at_the_end_of_a_code_is_its_version(code: str, owner: str | None) -> None:
    one = {"aws/one": exam("aws/one", "AWS Certified One", codes=("1Z0-1085-26", "1Z0-109"))}
    assert replace(CATALOG, credentials=one).codes.versioned(code) == owner


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Coursera Spice Blend Design for Cooks", "coursera/spices"),
        ("Coursera Spice Blend Design", "coursera/spices"),
        ("Spice Blend Design", "coursera/spices"),
        ("Coursera Spice Blend Design for Bakers", None),
        ("Coursera Spice Blend", None),
        ("Coursera Spice", None),
        ("CSBDC for cooks", "coursera/spices"),
    ],
)
def test_what_a_credential_is_for_may_be_left_out_but_not_exchanged(text: str, found: str | None) -> None:
    mentions = [m.subjects for m in NAMES.mentions(text) if m.form == "credential"]
    assert mentions == ([(found,)] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the AWS DevOps Engineering certification", "aws/dop"),
        ("Azure AI Engineering exam", "microsoft/ai-102"),
        ("AWS DevOps Engineering at scale", None),
        ("DevOps Engineering is fun", None),
        ("AWS Machine Engineering certification", None),
    ],
)
def test_what_those_of_a_trade_do_names_their_certification(text: str, found: str | None) -> None:
    strong = [m.subjects for m in NAMES.mentions(text) if m.form == "credential" and m.proof <= Proof.WORD]
    assert strong == ([(found,)] if found else [])


def test_a_trade_with_an_acronym_names_nobody_without_certified() -> None:
    text = "A SOC Analyst earns more as a Certified SOC Analyst."
    proofs = [m.proof for m in NAMES.mentions(text)]
    assert proofs == [Proof.PROVIDER, Proof.STRONG]


def test_what_is_called_like_its_house_is_not_meant_by_the_certifications_of_the_house() -> None:
    assert [(m.form, m.subjects) for m in NAMES.mentions("Spring certifications")] == [("provider", ("spring",))]
    assert [(m.form, m.subjects) for m in NAMES.mentions("Spring certification")] == [
        ("credential", ("spring/professional",))
    ]


@pytest.mark.parametrize(
    ("text", "form"), [("SAA-C03/2", "unknown"), ("SAA-C03 / 2024", "credential"), ("SAA-C03 - 2 tests", "credential")]
)
def test_a_number_that_goes_on_with_another_is_a_series(text: str, form: str) -> None:
    assert [mention.form for mention in NAMES.mentions(text)] == [form]

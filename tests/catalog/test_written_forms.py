"""How people write the names of credentials, and what they write that is no name: read with the catalog that ships."""

# ruff: noqa: E501  (a credential a line)

from __future__ import annotations

import re

import pytest

from credlint.bundled import catalog_folder
from credlint.catalog import Catalog, Credential, Provider, load
from credlint.claims.scene import Scene
from credlint.document import parse

WRITTEN = {
    "aws/solutions-architect-associate": ["AWS Certified Solutions Architect – Associate", "AWS Solutions Architect Associate", "AWS SAA", "SAA-C03", "AWS Certified Solutions Architect Associate (SAA-C03)", "AWS Solutions Architect (Associate)"],
    "aws/solutions-architect-professional": ["AWS Solutions Architect Professional", "AWS Certified Solutions Architect - Professional", "SAP-C02"],
    "aws/machine-learning-specialty": ["AWS Machine Learning Specialty", "AWS ML Specialty", "AWS Certified Machine Learning – Specialty (MLS-C01)", "AWS Certified Machine Learning Specialty"],
    "aws/machine-learning-engineer-associate": ["AWS Machine Learning Engineer Associate", "AWS ML Engineer Associate", "MLA-C01"],
    "aws/cloud-practitioner": ["AWS Cloud Practitioner", "AWS Certified Cloud Practitioner (CLF-C02)", "AWS CCP"],
    "aws/cloud-practitioner-essentials": ["AWS Cloud Practitioner Essentials"],
    "aws/cloudops-engineer-associate": ["AWS Certified SysOps Administrator - Associate", "AWS SysOps Associate", "AWS CloudOps Engineer"],
    "aws/data-analytics-specialty": ["AWS Certified Data Analytics - Specialty", "AWS Certified Big Data - Specialty"],
    "aws/alexa-skill-builder-specialty": ["AWS Certified Alexa Skill Builder – Specialty"],
    "microsoft/azure-fundamentals": ["Azure Fundamentals", "AZ-900", "Microsoft Azure Fundamentals (AZ-900)", "Microsoft Certified: Azure Fundamentals"],
    "microsoft/azure-ai-fundamentals": ["Azure AI Fundamentals", "AI-900", "Microsoft Azure AI Fundamentals"],
    "microsoft/azure-data-fundamentals": ["Azure Data Fundamentals", "DP-900"],
    "microsoft/365-fundamentals": ["Microsoft 365 Fundamentals", "MS-900"],
    "microsoft/azure-ai-engineer-associate": ["Azure AI Engineer Associate", "Microsoft Certified: Azure AI Engineer Associate (AI-102)", "AI-102"],
    "microsoft/azure-stack-hub-operator-associate": ["Azure Stack Hub Operator Associate", "Azure Stack Hub Operator", "AZ-600"],
    "microsoft/azure-iot-developer-specialty": ["Azure IoT Developer Specialty", "Azure IoT Developer", "AZ-220"],
    "microsoft/365-teams-administrator-associate": ["Teams Administrator Associate", "Microsoft 365 Certified: Teams Administrator Associate", "MS-700"],
    "microsoft/365-exchange-online-support-engineer-specialty": ["Microsoft Exchange Online Support Engineer", "MS-220"],
    "microsoft/dynamics-365-fundamentals-erp": ["Dynamics 365 Fundamentals ERP", "MB-920"],
    "microsoft/dynamics-365-business-central-functional-consultant-associate": ["Dynamics 365 Business Central Functional Consultant Associate", "MB-800"],
    "microsoft/mcsa-windows-server-2016": ["MCSA: Windows Server 2016", "MCSA Windows Server 2016", "70-740"],
    "microsoft/mcsa-windows-server-2012": ["MCSA: Windows Server 2012", "MCSA Windows Server 2012 R2", "70-410"],
    "microsoft/mcse-core-infrastructure": ["MCSE: Core Infrastructure"],
    "microsoft/mcsd-app-builder": ["MCSD: App Builder"],
    "microsoft/mta-windows-server": ["MTA Windows Server Administration Fundamentals", "98-365"],
    "microsoft/mta-python": ["MTA: Introduction to Programming Using Python", "98-381"],
    "microsoft/mos-excel-expert": ["MOS Excel Expert", "Microsoft Office Specialist: Excel Expert", "MO-201"],
    "microsoft/mcts": ["MCTS", "Microsoft Certified Technology Specialist"],
    "google-cloud/professional-data-engineer": ["Google Cloud Professional Data Engineer", "GCP PDE", "Google Professional Data Engineer", "Google Cloud Certified Professional Data Engineer"],
    "google-cloud/professional-machine-learning-engineer": ["Google Cloud Professional ML Engineer", "GCP Professional Machine Learning Engineer", "PMLE"],
    "google-cloud/associate-cloud-engineer": ["Google Cloud Associate Cloud Engineer", "GCP ACE", "Google Associate Cloud Engineer"],
    "google-developers/associate-android-developer": ["Google Associate Android Developer"],
    "google-grow/data-analytics": ["Google Data Analytics Certificate", "Google Data Analytics Professional Certificate"],
    "google-grow/it-support": ["Google IT Support Professional Certificate"],
    "google-tensorflow/developer-certificate": ["TensorFlow Developer Certificate", "TensorFlow Developer Certification"],
    "comptia/a-plus": ["CompTIA A+", "CompTIA A+ certification", "220-1101"],
    "comptia/security-plus": ["Security+", "CompTIA Security+ (SY0-701)", "SY0-601", "CompTIA Security Plus"],
    "comptia/securityx": ["CASP+", "CompTIA SecurityX", "CompTIA Advanced Security Practitioner (CASP+)", "CAS-004"],
    "comptia/tech-plus": ["CompTIA ITF+", "CompTIA Tech+", "FC0-U61"],
    "comptia/linux-plus": ["CompTIA Linux+", "XK0-005"],
    "comptia/mobility-plus": ["CompTIA Mobility+"],
    "cisco/ccna": ["CCNA", "Cisco CCNA 200-301", "Cisco Certified Network Associate (CCNA)"],
    "cisco/ccna-routing-switching": ["CCNA Routing and Switching", "CCNA R&S", "CCNA Routing & Switching"],
    "cisco/ccna-security": ["CCNA Security", "210-260"],
    "cisco/ccent": ["CCENT", "Cisco Certified Entry Networking Technician"],
    "cisco/ccnp-enterprise": ["CCNP Enterprise", "350-401 ENCOR"],
    "cisco/ccie-routing-switching": ["CCIE Routing and Switching", "CCIE R&S", "400-101"],
    "cisco/ccie-enterprise-infrastructure": ["CCIE Enterprise Infrastructure"],
    "cisco/ccna-automation": ["CCNA Automation", "DevNet Associate", "Cisco Certified DevNet Associate"],
    "isc2/cissp": ["CISSP", "(ISC)² CISSP", "Certified Information Systems Security Professional"],
    "isc2/cc": ["ISC2 Certified in Cybersecurity", "Certified in Cybersecurity (CC)"],
    "isc2/hcispp": ["HCISPP"],
    "isaca/cism": ["CISM", "Certified Information Security Manager"],
    "isaca/cobit-2019-foundation": ["COBIT 2019 Foundation", "COBIT 2019"],
    "isaca/cobit-5-foundation": ["COBIT 5 Foundation", "COBIT 5"],
    "ec-council/ceh": ["CEH", "Certified Ethical Hacker", "C|EH", "CEH v12"],
    "giac/gsec": ["GSEC", "GIAC Security Essentials"],
    "giac/grem": ["GREM", "GIAC Reverse Engineering Malware (GREM)"],
    "offsec/oscp": ["OSCP", "Offensive Security Certified Professional", "OffSec Certified Professional"],
    "offsec/oscp-plus": ["OSCP+"],
    "offsec/osce3": ["OSCE3"],
    "ine/ejpt": ["eJPT", "eLearnSecurity Junior Penetration Tester"],
    "ine/ewpt": ["eWPT"],
    "tcm-security/pjpt": ["PJPT", "Practical Junior Penetration Tester"],
    "hack-the-box/cpts": ["HTB CPTS", "HTB Certified Penetration Testing Specialist"],
    "hack-the-box/cwes": ["HTB Certified Bug Bounty Hunter", "CBBH"],
    "altered-security/crtp": ["CRTP", "Certified Red Team Professional"],
    "portswigger/bscp": ["Burp Suite Certified Practitioner"],
    "pmi/pmp": ["Project Management Professional (PMP)", "PMI PMP", "Project Management Professional"],
    "pmi/acp": ["PMI-ACP", "Agile Certified Practitioner"],
    "pmi/davsc": ["DAVSC"],
    "scrum-org/psm-i": ["PSM I", "Professional Scrum Master I", "Professional Scrum Master", "PSM 1"],
    "scrum-org/psm-ii": ["PSM II", "Professional Scrum Master II"],
    "scrum-org/pspo-iii": ["PSPO III", "Professional Scrum Product Owner III"],
    "scrum-org/psk": ["Professional Scrum with Kanban", "PSK I"],
    "scrum-alliance/csm": ["CSM", "Certified ScrumMaster (CSM)", "Certified Scrum Master"],
    "scrum-alliance/a-csm": ["A-CSM", "Advanced Certified ScrumMaster"],
    "scrum-alliance/csp-sm": ["CSP-SM", "Certified Scrum Professional - ScrumMaster"],
    "scaled-agile/agilist": ["SAFe Agilist", "Certified SAFe Agilist"],
    "scaled-agile/sasm": ["SAFe Advanced Scrum Master", "SASM"],
    "icagile/icp-acc": ["ICP-ACC"],
    "peoplecert/itil-4-foundation": ["ITIL 4 Foundation", "ITIL 4", "ITIL Foundation"],
    "peoplecert/itil-v3-foundation": ["ITIL v3 Foundation"],
    "peoplecert/itil-4-hvit": ["ITIL 4 HVIT", "ITIL 4 Specialist: High-velocity IT"],
    "peoplecert/prince2-practitioner": ["PRINCE2 7 Practitioner"],
    "peoplecert/msp-practitioner": ["MSP Practitioner", "Managing Successful Programmes Practitioner"],
    "devops-institute/devops-foundation": ["DevOps Foundation", "DevOps Institute DevOps Foundation"],
    "iiba/cbap": ["CBAP", "Certified Business Analysis Professional"],
    "iiba/aac": ["IIBA-AAC"],
    "istqb/ctfl": ["ISTQB Foundation", "ISTQB CTFL", "CTFL"],
    "istqb/ctal-ta": ["ISTQB Advanced Test Analyst", "CTAL-TA"],
    "the-open-group/archimate-foundation": ["ArchiMate 3 Foundation"],
    "redhat/rhcsa": ["RHCSA", "Red Hat Certified System Administrator (RHCSA)", "EX200"],
    "redhat/ex342": ["EX342", "Red Hat Certified Specialist in Linux Diagnostics and Troubleshooting"],
    "cncf/cka": ["CKA", "CKA (Certified Kubernetes Administrator)", "Certified Kubernetes Administrator (CKA)"],
    "cncf/kcsa": ["KCSA", "Kubernetes and Cloud Native Security Associate"],
    "cncf/lfce": ["LFCE"],
    "finops-foundation/focp": ["FinOps Certified Practitioner", "FOCP"],
    "lpi/lpic-1": ["LPIC-1", "LPIC-1 Linux Administrator", "101-500"],
    "lpi/lpic-3-305": ["LPIC-3 305"],
    "suse/sca-sles": ["SUSE Certified Administrator"],
    "oracle/java-se-8-programmer": ["Oracle Certified Associate, Java SE 8 Programmer", "OCA Java SE 8", "1Z0-808"],
    "oracle/java-se-8-professional": ["Oracle Certified Professional, Java SE 8 Programmer", "OCP Java SE 8", "1Z0-809"],
    "oracle/java-se-11-developer": ["Oracle Certified Professional: Java SE 11 Developer", "1Z0-819"],
    "oracle/oci-foundations-associate": ["OCI Foundations", "Oracle Cloud Infrastructure 2020 Foundations Associate"],
    "salesforce/service-cloud-consultant": ["Salesforce Certified Service Cloud Consultant", "Service Cloud Consultant"],
    "salesforce/platform-administrator": ["Salesforce Certified Administrator", "Salesforce Certified Platform Administrator", "ADM-201"],
    "salesforce/platform-developer-ii": ["Platform Developer II"],
    "salesforce/mulesoft-developer": ["MuleSoft Certified Developer - Level 1"],
    "salesforce/development-lifecycle-architect": ["Salesforce Development Lifecycle & Deployment Architect"],
    "servicenow/cis-itsm": ["CIS-ITSM"],
    "vmware/vcp-dcv": ["VCP-DCV"],
    "nutanix/ncp-mci": ["NCP-MCI"],
    "citrix/cca-v": ["CCA-V"],
    "hashicorp/terraform-associate": ["Terraform Associate", "HashiCorp Certified: Terraform Associate (003)", "HashiCorp Terraform Associate"],
    "atlassian/acp-120": ["ACP-120"],
    "databricks/data-engineer-associate": ["Databricks Certified Data Engineer Associate", "Databricks Data Engineer Associate"],
    "databricks/professional-developer": ["Databricks Certified Professional Developer"],
    "databricks/associate-developer-apache-spark": ["Databricks Certified Associate Developer for Apache Spark"],
    "snowflake/snowpro-core": ["SnowPro Core", "COF-C02"],
    "snowflake/snowpro-advanced-architect": ["SnowPro Advanced: Architect", "ARA-C01"],
    "cloudera/ccp-data-engineer": ["Cloudera Certified Professional Data Engineer", "CCP Data Engineer"],
    "mongodb/associate-developer": ["MongoDB Associate Developer"],
    "neo4j/certified-professional": ["Neo4j Certified Professional"],
    "splunk/core-certified-power-user": ["Splunk Core Certified Power User", "SPLK-1002"],
    "splunk/enterprise-certified-architect": ["SPLK-2002"],
    "uipath/adpv1": ["UiPath Advanced RPA Developer"],
    "pega/csa": ["Pega Certified System Architect", "PCSA"],
    "fortinet/nse-4": ["NSE 4", "Fortinet NSE 4"],
    "palo-alto-networks/pcnse": ["PCNSE"],
    "check-point/ccsa": ["Check Point CCSA", "CCSA R81"],
    "juniper/jncis-sec": ["JNCIS-SEC"],
    "cwnp/cwna": ["CWNA", "Certified Wireless Network Administrator"],
    "cwnp/cwts": ["CWTS"],
    "python-institute/pcep": ["PCEP", "PCEP-30-02"],
    "cpp-institute/cpa": ["C++ Certified Associate Programmer", "CPA-21-02"],
    "apple/acsp": ["Apple Certified Support Professional"],
    "unity/certified-associate-game-developer": ["Unity Certified Associate: Game Developer"],
    "shrm/shrm-cp": ["SHRM-CP"],
    "ascm/cscp": ["CSCP"],
    "informs/acap": ["aCAP", "Associate Certified Analytics Professional"],
    "dama/cdmp": ["CDMP", "DAMA CDMP"],
    "csa/ccsk": ["CCSK", "Certificate of Cloud Security Knowledge"],
    "iapp/aigp": ["AIGP", "Artificial Intelligence Governance Professional"],
    "pecb/iso-27001-lead-auditor": ["ISO 27001 Lead Auditor", "ISO/IEC 27001 Lead Auditor"],
    "certnexus/caip": ["CAIP", "CertNexus CAIP"],
    "deeplearning-ai/ai-for-everyone": ["AI for Everyone"],
    "ibm/data-science": ["IBM Data Science Professional Certificate"],
    "meta/front-end": ["Meta Front-End Developer Professional Certificate"],
    "hubspot/inbound": ["HubSpot Inbound Certification"],
    "google-skillshop/analytics-certification": ["Google Analytics Certification", "GAIQ"],
}  # fmt: skip

# Sentences of articles about certifications that name none: jobs, products, fields, editions, ranges, and acronyms
# that mean something else as well.
NOBODY = (
    "An Azure AI engineer earns more than an Azure data engineer.",
    "She was hired as an AWS solutions architect.",
    "Every cloud architect and every data engineer should read this.",
    "We were looking for a Google Cloud architect with five years of practice.",
    "A Salesforce developer writes Apex, a Salesforce business analyst does not.",
    "The Scrum Master removes obstacles, and the Product Owner orders the backlog.",
    "AWS certified solutions architects earn more.",
    "Our release train engineer and our project manager agreed.",
    "The network administrator and the security analyst share an office.",
    "A Windows Server administrator patches SQL Server every month.",
    "The CAP theorem says that two of three must do.",
    "Read the PCI guidelines and the CIA triad first.",
    "The CPA network pays for each action, and the CMA sets the deadline.",
    "The ACE editor is embedded in the page.",
    "A mail transfer agent, an MTA of the old sort, relays it.",
    "The MCT oxidation of MOS transistors is another matter.",
    "PSM is the Polish school of mines, CSPs are policies for content.",
    "Enable CDP neighbours on the switch and check the ACP tables.",
    "CFP stands for call for papers, CDE for the common desktop.",
    "The FRP of the CIS countries, and the ICP of the plasma.",
    "Grid computing needs a GRID of machines.",
    "Use Power BI, Tableau or Qlik Sense for that.",
    "Azure, AWS and Google Cloud all have object storage.",
    "Learn Python, C++ and JavaScript before you begin.",
    "Splunk, Okta, CrowdStrike and Zscaler were at the fair.",
    "Azure Virtual Desktop and GitHub Actions are products.",
    "Machine learning in business needs data.",
    "Responsive Web Design is a matter of media queries.",
    "Change management, risk management and portfolio management differ.",
    "Each round takes 70-410 seconds and costs nothing.",
    "Pages 98-365 of the handbook are about servers.",
    "It rained for 100-101 days in 2016.",
    "Lesen Sie die Richtlinien der Europäischen Union.",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load.load([catalog_folder()])


def named(text: str, catalog: Catalog) -> list[tuple[str, ...]]:
    """The subjects of all mentions of credentials in an article, unknown ones left out."""
    scene = Scene(parse(text, "article.md"), catalog.names)
    mentions = (mention for mention in scene.mentions.all)
    return [mention.subjects for mention in mentions if mention.form in ("credential", "family")]


FORMS = {
    "name": "{name}",
    "name (acronym)": "{name} ({acronym})",
    "acronym (name)": "{acronym} ({name})",
    "acronym - name": "{acronym} - {name}",
    "acronym: name": "{acronym}: {name}",
    "provider name": "{provider} {name}",
    "name by provider": "{name} by {provider}",
    "name certification": "{name} certification",
    "name exam": "{name}® Exam",
    "code: name": "{code}: {name}",
    "name exam (code)": "{name} Exam ({code})",
}
BRACKET = re.compile(r" \(([^()]*)\)$")


def written_as(form: str, credential: Credential, provider: Provider) -> str | None:
    """A credential's name in a form that people write, None where it has not what the form needs."""
    bracket = BRACKET.search(credential.name)
    acronym = bracket[1] if bracket and bracket[1].isupper() else None
    name = BRACKET.sub("", credential.name) if acronym else credential.name
    code = credential.codes[-1].code if credential.codes else None
    lacks = ("{acronym}" in form and not acronym) or ("{code}" in form and not code)
    if lacks or ("{provider}" in form and provider.name.split()[0] in name) or credential.is_collection:
        return None
    return form.format(name=name, acronym=acronym, provider=provider.name.split(" / ")[0], code=code)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_credential_is_found_as_people_write_it(shipped: Catalog, form: str) -> None:
    """Or it is one of several that may be meant."""
    written = {
        credential.id: text
        for credential in shipped.credentials.values()
        if (text := written_as(form, credential, shipped.providers[credential.provider])) is not None
    }
    found = {ident: shipped.names.find(text) for ident, text in written.items()}
    missed = {
        written[ident]: answer.subject or answer.candidates
        for ident, answer in found.items()
        if answer.subject != ident and not (answer.subject is None and ident in answer.candidates)
    }
    assert missed == {}


@pytest.mark.parametrize("ident", WRITTEN)
def test_each_way_of_writing_names_the_credential(shipped: Catalog, ident: str) -> None:
    missed = [form for form in WRITTEN[ident] if shipped.names.find(form).subject != ident]
    assert missed == []


@pytest.mark.parametrize("ident", WRITTEN)
def test_each_way_of_writing_is_found_in_an_article(shipped: Catalog, ident: str) -> None:
    """In a sentence before "exam", where the article speaks of certifications, and nobody else is named."""
    found = {
        form: named(f"# Notes on a certification\n\nI sat the {form} exam in May.\n", shipped)
        for form in WRITTEN[ident]
    }
    assert {form: subjects for form, subjects in found.items() if set(subjects) != {(ident,)}} == {}


@pytest.mark.parametrize("sentence", NOBODY)
def test_what_is_no_name_names_nobody(shipped: Catalog, sentence: str) -> None:
    assert named(f"# Which certification is worth it\n\nA certification is no job.\n\n{sentence}\n", shipped) == []

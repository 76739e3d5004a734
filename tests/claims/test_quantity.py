"""Numbers, money, times and dates as people write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credlint.claims.quantities import quantities
from credlint.claims.quantities.quantity import Quantity
from credlint.claims.written_dates import dates


def short(quantity: Quantity, text: str) -> str:
    """`[quote] low..high unit per`, with what else is said of it."""
    ends = ["" if end is None else f"{end.normalize():f}" for end in (quantity.low, quantity.high)]
    amount = ends[0] if ends[0] == ends[1] else "..".join(ends)
    more = [quantity.unit or quantity.measure.value, quantity.per, quantity.part.value if quantity.part else ""]
    marks = ["~"] * quantity.approximate + ["adjective"] * quantity.hyphenated
    marks += [f"of {quantity.scale}"] if quantity.scale is not None else []
    return " ".join([f"[{quantity.span.of(text)}]", amount, *(word for word in more if word), *marks])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("$300", "[$300] 300 USD"),
        ("300 USD", "[300 USD] 300 USD"),
        ("USD 165", "[USD 165] 165 USD"),
        ("395$", "[395$] 395 USD"),
        ("$165.00", "[$165.00] 165 USD"),
        ("US$ 250", "[US$ 250] 250 USD"),
        ("£339", "[£339] 339 GBP"),
        ("1.200 €", "[1.200 €] 1200 EUR"),
        ("49,99 €", "[49,99 €] 49.99 EUR"),
        ("₹4,000", "[₹4,000] 4000 INR"),
        ("Rs.3.59 Lakhs", "[Rs.3.59 Lakhs] 359000 INR"),
        ("1,20,000 INR", "[1,20,000 INR] 120000 INR"),
        ("NT$1,000", "[NT$1,000] 1000 TWD"),
        ("A$49", "[A$49] 49 AUD"),
        ("A $49 note", "[$49] 49 USD"),
        ("R5999", "[R5999] 5999 ZAR"),
        ("4000 rupees per month", "[4000 rupees per month] 4000 INR month"),
        ("$1.2 million", "[$1.2 million] 1200000 USD"),
        ("$120K", "[$120K] 120000 USD"),
        ("$39-49/month", "[$39-49/month] 39..49 USD month"),
        ("$39 – $49 a month", "[$39 – $49 a month] 39..49 USD month"),
        ("between $100 and $200", "[$100 and $200] 100..200 USD"),
        ("$100 and $200", "[$100] 100 USD; [$200] 200 USD"),
        ("$3-5k", "[$3-5k] 3000..5000 USD"),
        ("$300 or €280", "[$300] 300 USD; [€280] 280 EUR"),
        ("$125 or $175", "[$125 or $175] 125..175 USD"),
        ("under $300", "[under $300] ..300 USD"),
        ("sub-$300", "[sub-$300] ..300 USD"),
        ("$3,000+", "[$3,000+] 3000.. USD"),
        ("starting at $49/month", "[starting at $49/month] 49.. USD month"),
        ("about $165", "[$165] 165 USD ~"),
        ("Free-$49.99/month", "[Free-$49.99/month] 0..49.99 USD month"),
        ("$1,750 per course", "[$1,750 per course] 1750 USD once"),
        ("$445 every two years", "[$445 every two years] 445 USD interval"),
        ("$39 per hour", "[$39 per hour] 39 USD unit"),
        ("$0.40/secret", "[$0.40/secret] 0.4 USD unit"),
        ("$405 / Non-member", "[$405] 405 USD"),
        ("went from $395 to $445", "[$395] 395 USD old; [$445] 445 USD new"),
        ("from $395 to $445", "[$395 to $445] 395..445 USD"),
        ("$395 → $445", "[$395] 395 USD old; [$445] 445 USD new"),
        ("$125 + $210 = $335", "[$125] 125 USD; [$210] 210 USD term; [$335] 335 USD total"),
        ("two hours", "[two hours] 2 hours"),
        ("90 min", "[90 min] 90 minutes"),
        ("1.5 years", "[1.5 years] 1.5 years"),
        ("30‑day", "[30‑day] 30 days adjective"),
        ("2-3 mo", "[2-3 mo] 2..3 months"),
        ("two to three months", "[two to three months] 2..3 months"),
        ("3 weeks (fast) to 3 months (slow)", "[3 weeks (fast) to 3 months] 0.75..3 months"),
        ("150+ total hours", "[150+ total hours] 150.. hours"),
        ("2 hours 10 minutes", "[2 hours 10 minutes] 130 minutes"),
        ("1h 30m", "[1h 30m] 90 minutes"),
        ("two and a half hours", "[two and a half hours] 2.5 hours"),
        ("an hour and a half", "[an hour and a half] 1.5 hours"),
        ("a couple of weeks", "[a couple of weeks] 2 weeks"),
        ("over 40 hours", "[over 40 hours] 40.. hours"),
        ("over three months", "[three months] 3 months"),
        ("up to 6 weeks", "[up to 6 weeks] ..6 weeks"),
        ("10 hours a week", "[10 hours] 10 hours"),
        ("65 questions", "[65] 65 count"),
        ("50–60 questions", "[50–60] 50..60 count"),
        ("180 min / 75", "[180 min] 180 minutes; [75] 75 count"),
        ("700/1000", "[700/1000] 700 count of 1000"),
        ("750 (out of 1,000)", "[750 (out of 1,000)] 750 count of 1000"),
        ("~70%", "[~70%] 70 percent ~"),
        ("more than ~10 hours", "[more than ~10 hours] 10.. hours ~"),
        ("$5 or <~3 weeks", "[$5] 5 USD; [<~3 weeks] ..3 weeks ~"),
        ("60-70%", "[60-70%] 60..70 percent"),
        ("AI-102", ""),
        ("v1.2.3 in 2025", ""),
        ("$" + "9" * 20_000, ""),
    ],
)
def test_quantities(text: str, wanted: str) -> None:
    assert "; ".join(short(quantity, text) for quantity in quantities(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("retired on June 30, 2026", "2026-06-30"),
        ("30 June 2026", "2026-06-30"),
        ("31st of March 2026", "2026-03-31"),
        ("Sept. 2025", "2025-09"),
        ("2026-06-30", "2026-06-30"),
        ("2026/07", "2026-07"),
        ("06/30/2026", "2026-06-30"),
        ("30/04/2017", "2017-04-30"),
        ("30.06.2026", "2026-06-30"),
        ("in 2025", "2025"),
        ("2026-02-31", "2026"),
        ("$2025", ""),
        ("20255", ""),
    ],
)
def test_dates(text: str, wanted: str) -> None:
    assert " ".join(str(day) for _, day in dates(text)) == wanted


@given(st.text(alphabet="0123456789$€%.,-–+/~<>≥() abhkmorty½\n", max_size=80))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    found = quantities(text)
    assert all(0 <= one.span.start <= one.digits.start < one.digits.end <= one.span.end <= len(text) for one in found)
    assert all(one.span.end <= two.digits.start for one, two in pairwise(found))

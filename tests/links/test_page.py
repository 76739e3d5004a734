"""What a page says, however strange it is, in linear time."""

from __future__ import annotations

import pytest

from credlint.links import LinkResult, LinkStatus, Reason, archived_copy
from credlint.links.contact import mail_problem, telephone_problem
from credlint.links.page import WebPage, missing_fragment, nearest_listed
from credlint.links.url import read


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("", set()),
        ("<p id=a><p id='b'><p id=\"c\">", {"a", "b", "c"}),
        ("<P ID=a NAME=b>", {"a", "b"}),
        ("<p\nid\n=\n'a'>", {"a"}),
        ("<p class='x'id='a'>", {"a"}),
        ("<p title='a > b' id=c>", {"c"}),
        ("<p data-id=a aria-id=b>", set()),
        ("<p id='a b'>", {"a b"}),
        ("<p id='&auml;'>", {"ä"}),
        ("<!-- <p id=a> --><p id=b>", {"b"}),
        ("<!-- <p id=a>", {"a"}),
        ("<input name=a><meta name=b><iframe name=c><a name=d>", {"d"}),
        ("paid=a", set()),
    ],
)
def test_anchors(text: str, anchors: set[str]) -> None:
    assert WebPage(text).anchors == anchors


def test_words_are_what_is_seen() -> None:
    page = WebPage(
        "<head><title>T</title></head><style>s</style><p>One&nbsp;<b>Two</b><script>x</script><!-- no -->three"
    )
    assert page.words == "one two three"
    assert page.titles == ("T",)


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<!--",
        "<script>",
        "<title>",
        "<h1>",
        "id=",
        "id='",
        'id="',
        "<p id=x",
        "<meta ",
        "&",
        "&#x",
        "<loc>",
        " id \t= ",
    ],
)
def test_no_text_takes_long(part: str) -> None:
    """A mebibyte of each; what is not linear would take hours."""
    text = part * ((1 << 20) // len(part))
    page = WebPage(text)
    assert isinstance(page.anchors, frozenset)
    assert isinstance(page.words, str)
    assert len(page.titles) <= 10
    missing_fragment(page, "x:~:text=y")
    assert nearest_listed(text, read("https://a.example/x")) is None


SITEMAP = "".join(
    f"<loc> {url} </loc>"
    for url in (
        "https://a.example/exams/baker",
        "https://www.a.example/exams/pastry-cook",
        "https://b.example/exams/butcher",
        "https://a.example/x?a=1&amp;b=2",
        "nonsense",
    )
)


@pytest.mark.parametrize(
    ("dead", "near"),
    [
        ("https://a.example/exam/baker", "https://a.example/exams/baker"),
        ("https://a.example/certification/pastry-cook", "https://www.a.example/exams/pastry-cook"),
        ("https://a.example/exams/butcher", None),
        ("https://a.example/exams/baker", None),
        ("https://a.example/", None),
        ("https://a.example/shop/flour", None),
    ],
)
def test_the_nearest_page_of_a_sitemap(dead: str, near: str | None) -> None:
    assert nearest_listed(SITEMAP, read(dead)) == near


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("mailto:a@b.example", True),
        ("MAILTO:a.b+c@b.example", True),
        ("mailto:a@b.example,c@d.example", True),
        ("mailto:a%40b.example", True),
        ("mailto:a@b.example?subject=Hi%20you&body=x", True),
        ("mailto:?to=a@b.example", True),
        ("mailto:?subject=share", True),
        ("mailto:a@bäcker.example", True),
        ('mailto:"a b"@b.example', True),
        ("mailto:", False),
        ("mailto:a", False),
        ("mailto:a@", False),
        ("mailto:@b.example", False),
        ("mailto:a@b", False),
        ("mailto:a b@c.example", False),
        ("mailto:a@b..example", False),
        ("mailto:a@@b.example", False),
        ("mailto:a@b.example?cc=nobody", False),
        ("mailto:a@b.example?subject", False),
        ("mailto:a..b@c.example", False),
    ],
)
def test_mail(url: str, right: bool) -> None:
    assert (mail_problem(url) is None) is right


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("tel:+493012345", True),
        ("tel:+1-555-010-0199", True),
        ("tel:(555) 010.0199", True),
        ("tel:112", True),
        ("tel:*100#", True),
        ("tel:+1-555-0100;ext=12", True),
        ("tel:7042;phone-context=example.com", True),
        ("tel:", False),
        ("tel:bakery", False),
        ("tel:1-800-BAKERS", False),
        ("tel:+", False),
        ("tel:+1234567890123456", False),
        ("tel:5", False),
    ],
)
def test_telephone(url: str, right: bool) -> None:
    assert (telephone_problem(url) is None) is right


def test_where_an_old_copy_may_be() -> None:
    gone = LinkResult("https://a.example/x?y#z", LinkStatus.BROKEN, reason=Reason.NOT_FOUND)
    assert archived_copy(gone) == "https://web.archive.org/web/https://a.example/x?y#z"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (LinkStatus.OK, Reason.ANSWERED),
        (LinkStatus.UNREACHABLE, Reason.TIMEOUT),
        (LinkStatus.BROKEN, Reason.FRAGMENT_MISSING),
        (LinkStatus.BROKEN, Reason.MALFORMED),
    ],
)
def test_a_page_that_is_there_or_never_was_has_no_archived_copy(status: LinkStatus, reason: Reason) -> None:
    assert archived_copy(LinkResult("https://a.example/x", status, reason=reason)) is None

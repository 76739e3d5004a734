"""URLs as a browser reads them."""

from __future__ import annotations

import pytest

from credlint.links.url import has_credentials, host_of, is_web, joined, read, scheme_of


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://acme.example", "http://acme.example/"),
        ("HTTP://ACME.example:80/A", "http://acme.example/A"),
        ("https://acme.example:443/", "https://acme.example/"),
        ("https://acme.example:80/", "https://acme.example:80/"),
        ("https://acme.example:/x", "https://acme.example/x"),
        ("//acme.example/x", "https://acme.example/x"),
        ("  https://acme.example/x \n", "https://acme.example/x"),
        ("https://acme.example/a\tb\nc", "https://acme.example/abc"),
        ("https://acme.example/a b", "https://acme.example/a%20b"),
        ("https://acme.example/ä?ö=ü", "https://acme.example/%C3%A4?%C3%B6=%C3%BC"),
        ("https://acme.example/%41%", "https://acme.example/%41%25"),
        ("https://acme.example/a/../b/./c", "https://acme.example/b/c"),
        ("https://acme.example/a/b/..", "https://acme.example/a/"),
        ("https://acme.example/a/.", "https://acme.example/a/"),
        ("https://acme.example/../..", "https://acme.example/"),
        ("https://acme.example/a/%2E%2e/b/%2e/c", "https://acme.example/b/c"),
        ("https://acme.example/.well-known/...", "https://acme.example/.well-known/..."),
        ("https://acme.example//.b.example/c", "https://acme.example//.b.example/c"),
        ("https://acme.example//a//../b", "https://acme.example//a/b"),
        ("https://acme.example/a/..//./b", "https://acme.example//b"),
        ("https://acme.example/x?../y", "https://acme.example/x?../y"),
        ("https://acme.example?q=1", "https://acme.example/?q=1"),
        ("https://acme.example/x?", "https://acme.example/x?"),
        ("https://acme.example/x#y?z", "https://acme.example/x"),
        ("https://bäcker.example/", "https://xn--bcker-gra.example/"),
        ("https://BÄCKER.example/", "https://xn--bcker-gra.example/"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://例え.example/", "https://xn--r8jz45g.example/"),
        ("https://１２７.０.０.１/", "https://127.0.0.1/"),
        ("https://%61cme.example/", "https://acme.example/"),
        ("https://user:pass@acme.example/x", "https://acme.example/x"),
        ("https://good.example@evil.example/", "https://evil.example/"),
        ("https://good.example\\@evil.example/", "https://good.example/@evil.example/"),
        ("https:\\\\acme.example\\x", "https://acme.example/x"),
        ("https:acme.example/x", "https://acme.example/x"),
        ("https:///acme.example/x", "https://acme.example/x"),
        ("https://acme.example/x?a=b\\c", "https://acme.example/x?a=b%5Cc"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://[FE80::1]/", "http://[fe80::1]/"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://acme.example./", "http://acme.example./"),
        ("http://2130706433/", "http://2130706433/"),
    ],
)
def test_one_reading_for_all(url: str, page: str) -> None:
    assert read(url).page == page
    assert read(page).page == page


@pytest.mark.parametrize(
    "url",
    [
        "",
        "acme.example",
        "/path",
        "ftp://acme.example/",
        "mailto:a@acme.example",
        "javascript:alert(1)",
        "http://",
        "https:///",
        "http://?x",
        "http://acme..example/",
        "http://.acme.example/",
        "http://-acme.example/",
        "http://ac me.example/",
        "http://ac<me.example/",
        "http://acme.example:port/",
        "http://acme.example:0/",
        "http://acme.example:65536/",
        "http://acme.example:123456/",
        "http://[::1/",
        "http://[acme]/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://a\u2100c.example/",
        "http://\u0378.example/",
    ],
)
def test_what_cannot_be_read_is_said_in_words(url: str) -> None:
    with pytest.raises(ValueError) as caught:
        read(url)
    assert str(caught.value)


@pytest.mark.parametrize(
    ("url", "fragment"), [("https://a.example/x", None), ("https://a.example/x#", ""), ("https://a.example#b c", "b c")]
)
def test_a_fragment_stands_as_written(url: str, fragment: str | None) -> None:
    assert read(url).fragment == fragment


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/y", "https://a.example/y#old"),
        ("y", "https://a.example/b/y#old"),
        ("../y", "https://a.example/y#old"),
        ("//b.example/y", "https://b.example/y#old"),
        ("http://b.example/y#new", "http://b.example/y#new"),
        ("?q", "https://a.example/b/c?q#old"),
        ("file:///etc/passwd", "file:///etc/passwd#old"),
    ],
)
def test_a_redirect_is_relative_to_its_page_and_keeps_the_fragment(location: str, target: str) -> None:
    assert joined(read("https://a.example/b/c#old"), location) == target


def test_small_questions() -> None:
    assert [scheme_of(url) for url in ("HTTPS://x", "//x", "x", "mailto:x", "a/b:c")] == [
        "https",
        "https",
        "",
        "mailto",
        "",
    ]
    assert [is_web(url) for url in ("http://x", "//x", "#x", "tel:1", "httpx://x")] == [True, True, False, False, False]
    assert [host_of(url) for url in ("https://A.example/x", "nonsense", "http://")] == ["a.example", "", ""]
    assert read("https://a.example/").is_root and not read("https://a.example/?q").is_root
    named = ("https://a:b@x/", "https://a@x", "https://x/@a", "mailto:a@b", "https://[@/")
    assert [has_credentials(url) for url in named] == [True, True, False, False, False]

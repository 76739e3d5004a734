"""`credlint catalog verify` against a server on this machine that has a page in every state."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import valid

pytestmark = pytest.mark.network

ALLOW = ("--allow-private", "127.0.0.1/32")
TEXT = "Read this page with care before you register for anything, because the exam is hard and the ovens are hot. " * 4


def html(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Acme Certified Baker</title>{head}</head><body>{body}</body></html>"


LD = json.dumps({"@graph": [{"@type": "Course", "offers": [{"price": "100.00", "priceCurrency": "USD"}]}]})
LD_RISEN = LD.replace("100.00", "120.00")
LD_EURO = LD.replace("USD", "EUR")

# What stands at each path: the body, or a status.
PAGES: dict[str, str | int] = {
    "/same": html(f"<h1>Acme Certified Baker</h1><p>Exam  fee:\n<b>$100</b>, {TEXT}</p>"),
    "/changed": html(f"<h1>Acme Certified Baker</h1><p>Exam fee: $120</p><p>{TEXT}</p>"),
    "/digit": html(f"<h1>Acme Certified Baker</h1><p>Exam fee: $1000</p><p>{TEXT}</p>"),
    "/reworded": html(f"<h1>Acme Certified Baker</h1><p>{TEXT}</p>"),
    "/script": html("<div id=app></div><script src=/app.js></script>"),
    "/gone": 410,
    "/lost": 404,
    "/wall": 403,
    "/table": html(f"<p>{TEXT}</p><table><tr><td>Baker</td><td class=fee>$100</td></tr></table>"),
    "/table-changed": html(f"<p>{TEXT}</p><table><tr><td>Baker</td><td class=fee>$120</td></tr></table>"),
    "/two-fees": html(f"<p>{TEXT}</p><i class=fee>$100</i><i class=fee>$120</i>"),
    "/ld": html(f"<p>{TEXT}</p>", f'<script type="application/ld+json">{LD}</script>'),
    "/ld-changed": html(f"<p>{TEXT}</p>", f'<script type="application/ld+json">{LD_RISEN}</script>'),
    "/ld-euro": html(f"<p>{TEXT}</p>", f'<script type="application/ld+json">{LD_EURO}</script>'),
    "/ld-broken": html(f"<p>{TEXT}</p>", '<script type="application/ld+json">{"offers": </script>'),
    "/micro": html(
        f"<p>{TEXT}</p><div itemscope><div itemprop=offers itemscope>"
        "<meta itemprop=priceCurrency content=USD><b itemprop=price content=100>a hundred</b></div></div>"
    ),
    "/api": json.dumps({"exams": [{"id": "baker", "fee": 100}]}),
    "/api-changed": json.dumps({"exams": [{"id": "baker", "fee": 120}]}),
    "/api-other": json.dumps({"tests": []}),
    "/deep": html("<div>" * 20_000 + "Exam fee: $100"),
    "/plain": html(f"<h1>Acme Certified Baker</h1><p>The Acme Certified Baker exam costs $100.</p><p>{TEXT}</p>"),
    "/plain-changed": html(
        f"<h1>Acme Certified Baker</h1><p>The Acme Certified Baker exam costs $120.</p><p>{TEXT}</p>"
    ),
    "/plain-both": html(
        f"<h1>Acme Certified Baker</h1><p>The Acme Certified Baker exam costs $100.</p><p>{TEXT}</p>"
        "<p>The Acme Certified Baker exam costs $120.</p>"
    ),
    "/plain-other": html(f"<h1>Acme</h1><p>The Globex Candy Engineer exam costs $100.</p><p>{TEXT}</p>"),
}


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        said: str | int = PAGES.get(self.path, 404)
        if self.path.startswith("/soft/"):  # what this site shows for every address under /soft/
            said = html("<h1>Page not found</h1><p>The page you look for is not here.</p>")
        body = b"" if isinstance(said, int) else said.encode()
        self.send_response(said if isinstance(said, int) else 200)
        kind = "application/json" if self.path.startswith("/api") else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


@pytest.fixture
def catalog(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    monkeypatch.setenv("CREDLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    (site / "shipped").mkdir()
    monkeypatch.setattr("credlint.bundled.catalog_folder", lambda: site / "shipped")
    (site / "credlint.toml").write_text(
        'catalog = ["catalog"]\n[[links.hosts]]\nhost = "127.0.0.1"\nrequests-per-second = 1000\n'
    )
    (site / "catalog" / "acme").mkdir(parents=True)
    (site / "catalog" / "acme" / "provider.yaml").write_text("name: Acme\n")
    return site / "catalog" / "acme"


def baker(server: str, *facts: str, more: str = "") -> str:
    """A file with these costs; each names its source by the last part of its path."""
    lines = ["# A comment at the top.", "name: Acme Certified Baker", "kind: exam", "costs:  # in dollars"]
    lines += [f"- {{{fact}, checked: 2024-05-20}}   # {number}" for number, fact in enumerate(facts)]
    lines += ["sources:"]
    for path in PAGES:
        lines.append(f"  {path[1:]}: {{url: '{server}{path}', official: true, seen: page}}")
    lines.append(f"  soft: {{url: '{server}/soft/baker', official: true, seen: page}}")
    return "\n".join(lines) + "\n" + more


def price(source: str, locator: str = "", amount: int = 100) -> str:
    evidence = f", evidence: {{{locator}}}" if locator else ""
    return f"amount: {amount}, currency: USD, basis: exam, sources: [{source}]{evidence}"


QUOTE = "quote: 'Exam fee: $100'"
FEE = "selector: td.fee"
OFFER = "property: offers.price"


@pytest.mark.parametrize(
    ("fact", "outcome", "holds"),
    [
        (price("same", QUOTE), "confirmed", ""),
        (price("changed", QUOTE), "drifted", "exam fee: $120"),
        (price("digit", QUOTE), "drifted", "exam fee: $1000"),
        (price("reworded", QUOTE), "drifted", "no longer on the page"),
        (price("same", "quote: 'Exam fee'"), "cannot tell", "proves nothing"),
        (price("same", QUOTE, amount=90), "cannot tell", "proves nothing"),
        (price("script", QUOTE), "cannot tell", "a script fills it"),
        (price("soft", QUOTE), "cannot tell", "does not exist"),
        (price("wall", QUOTE), "cannot tell", "403"),
        (price("gone", QUOTE), "source gone", "410"),
        (price("lost", QUOTE), "source gone", "404"),
        (price("deep", QUOTE), "confirmed", ""),
        (price("deep", "selector: div"), "cannot tell", "thousands deep"),
        (price("table", FEE), "confirmed", ""),
        (price("table-changed", FEE), "drifted", "$120"),
        (price("table", "selector: td.price"), "drifted", "nothing left"),
        (price("script", "selector: td.price"), "cannot tell", "a script fills it"),
        (price("table", "selector: 'td['"), "cannot tell", "not a CSS selector"),
        (price("two-fees", "selector: .fee"), "cannot tell", "several values"),
        (price("two-fees", "selector: 'i.fee:first-of-type'"), "confirmed", ""),
        (price("same", "selector: body"), "cannot tell", "add a `pattern`"),
        (price("same", "selector: p, pattern: 'fee: ([$0-9]+)'"), "confirmed", ""),
        (price("changed", "selector: p, pattern: 'fee: ([$0-9]+)'"), "drifted", "$120"),
        (price("same", "selector: p, pattern: '(fee'"), "cannot tell", "not a regular expression"),
        (price("ld", OFFER), "confirmed", ""),
        (price("ld-changed", OFFER), "drifted", "120.00"),
        (price("ld-euro", OFFER), "cannot tell", "EUR"),
        (price("ld-broken", OFFER), "drifted", "nothing left"),
        (price("micro", OFFER), "confirmed", ""),
        (price("api", "pointer: /exams/0/fee"), "confirmed", ""),
        (price("api-changed", "pointer: /exams/0/fee"), "drifted", "120"),
        (price("api-other", "pointer: /exams/0/fee"), "drifted", "nothing left"),
        (price("same", "pointer: /exams/0/fee"), "cannot tell", "JSON"),
        (price("plain"), "confirmed", "without a locator"),
        (price("plain-changed"), "drifted", "$120"),
        (price("plain-both"), "cannot tell", "says both"),
        (price("plain-other"), "cannot tell", "nothing about it"),
        (price("plain") + ", member: true", "cannot tell", "so it needs `evidence`"),
        (price("script"), "cannot tell", "a script fills it"),
    ],
)
def test_what_a_page_says_of_a_fact(
    server: str, catalog: Path, credlint: Callable[..., Any], fact: str, outcome: str, holds: str
) -> None:
    (catalog / "baker.yaml").write_text(baker(server, fact))
    ran = credlint("catalog", "verify", "acme/baker", "--format", "json", *ALLOW)
    (told,) = valid(ran.json, "upkeep")["facts"]
    said = told["sources"][0]
    assert (told["outcome"], holds in f"{said['detail']} {said['says']}") == (outcome, True), said
    assert ran.code == (0 if outcome == "confirmed" else 1)
    assert told["written"] is False


def test_only_checked_moves_and_only_where_it_is_confirmed(
    server: str, catalog: Path, credlint: Callable[..., Any]
) -> None:
    file = catalog / "baker.yaml"
    before = baker(server, price("same", QUOTE), price("changed", QUOTE), price("reworded"), price("table", FEE))
    file.write_text(before.replace("\n", "\r\n"), newline="")
    today = credlint("catalog", "verify", "--format", "json", "--write", *ALLOW).json["as_of"]
    after = file.read_bytes().decode().replace("\r\n", "\n")
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == [
        old.replace("checked: 2024-05-20", f"checked: {today}") for old, _ in changed
    ]
    assert [old[-3:] for old, _ in changed] == ["# 0", "# 3"]


def test_official_sources_outrank_others_and_a_dispute_is_shown(
    server: str, catalog: Path, credlint: Callable[..., Any]
) -> None:
    text = baker(server, price("plain, table-changed"), price("plain, plain-changed"))
    text = text.replace("/table-changed', official: true", "/plain-changed', official: false")
    (catalog / "baker.yaml").write_text(text)
    ran = credlint("catalog", "verify", "--write", "--format", "json", *ALLOW)
    outranked, disputed = valid(ran.json, "upkeep")["facts"]
    assert (outranked["outcome"], outranked["disputed"]) == ("confirmed", True)
    assert (disputed["outcome"], disputed["disputed"], disputed["written"]) == ("drifted", True, False)
    shown = credlint("catalog", "verify", *ALLOW).out
    assert shown.count("contradict each other") == 2


def test_the_site_proves_nothing_about_itself(
    server: str, catalog: Path, site: Path, credlint: Callable[..., Any]
) -> None:
    (site / "credlint.toml").write_text('catalog = ["catalog"]\n[site]\nurl = "http://127.0.0.1"\n')
    (catalog / "baker.yaml").write_text(baker(server, price("same", QUOTE)))
    ran = credlint("catalog", "verify", "-v", *ALLOW)
    assert ran.code == 1
    assert "proves nothing" in ran.out
    assert "GET" not in ran.err


def test_silence_does_not_look_like_health(server: str, catalog: Path, credlint: Callable[..., Any]) -> None:
    file = catalog / "baker.yaml"
    file.write_text(baker(server, price("same", QUOTE), price("table", FEE)))
    assert credlint("catalog", "verify", *ALLOW).code == 0
    file.write_text(baker(server, price("same", QUOTE)))
    fewer = credlint("catalog", "verify", *ALLOW)
    assert (fewer.code, "FEWER FACTS WERE CHECKED" in fewer.err) == (1, True)
    file.write_text(baker(server, price("script", QUOTE)))
    nothing = credlint("catalog", "verify", *ALLOW)
    assert (nothing.code, "NOTHING WAS CONFIRMED" in nothing.err) == (1, True)


def test_private_addresses_are_not_asked_unasked(server: str, catalog: Path, credlint: Callable[..., Any]) -> None:
    (catalog / "baker.yaml").write_text(baker(server, price("same", QUOTE)))
    ran = credlint("catalog", "verify", "--format", "json")
    assert ran.json["facts"][0]["outcome"] == "cannot tell"
    assert "not public" in ran.json["facts"][0]["sources"][0]["detail"]


def test_without_its_extra_it_says_what_to_install(
    catalog: Path, credlint: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "credlint.upkeep.html", raising=False)
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    ran = credlint("catalog", "verify")
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'credlint[verify]'" in ran.err


def test_a_mistyped_id_is_told(catalog: Path, credlint: Callable[..., Any]) -> None:
    ran = credlint("catalog", "verify", "acm")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'acme'" in ran.err


def test_a_catalog_of_somebody_else_is_not_written(
    server: str, catalog: Path, site: Path, credlint: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Not even where a link in the checked tree leads there."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "baker.yaml"
    elsewhere.write_text(baker(server, price("same", QUOTE)))
    (catalog / "baker.yaml").symlink_to(elsewhere)
    ran = credlint("catalog", "verify", "--write", *ALLOW)
    assert (ran.code, ran.out) == (2, "")
    assert "not a file of this site" in ran.err
    assert "2024-05-20" in elsewhere.read_text()


def test_a_killed_run_leaves_every_file_old_or_new(server: str, catalog: Path) -> None:
    """Killed for good at moments spread over the whole run; `--write` has three files to change each time."""
    before = {}
    for number in range(3):
        file = catalog / f"baker-{number}.yaml"
        text = baker(server, *[price("same", QUOTE)] * 40).replace("Baker\nkind", f"Baker {'ABC'[number]}\nkind")
        file.write_text(text)
        before[file] = text
    # Without the catalog that comes with credlint, whose reading would be most of the run.
    program = (
        "import sys, pathlib; from credlint import bundled, cli;"
        "bundled.catalog_folder = lambda: pathlib.Path('shipped'); sys.exit(cli.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-I", "-c", program, "catalog", "verify", "--write", *ALLOW]
    written = {"old": 0, "new": 0}
    for trial in range(8):
        for file, text in before.items():
            file.write_text(text)
        process = subprocess.Popen(
            command, cwd=catalog.parents[1], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
        )
        for _ in range(2_000_000):
            # The kill falls at the first sight of the n-th sign of writing, or at the end of the run.
            if process.poll() is not None or len(_signs(catalog, before)) > trial // 3:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        for file, text in before.items():
            now = file.read_text()
            untouched = now == text
            assert untouched or _is_moved(text, now), file.name
            written["old" if untouched else "new"] += 1
        for left in catalog.glob(".*.tmp"):
            left.unlink()
    assert written["old"] > 0, "no kill came before the end"
    assert written["new"] > 0, "no kill came after the beginning"


def _signs(catalog: Path, before: dict[Path, str]) -> list[str]:
    """What tells that writing began: files beside the catalog's, and catalog files that are new."""
    beside = [file.name for file in catalog.iterdir() if file.suffix == ".tmp"]
    return beside + [file.name for file in before if "2024-05-20" not in file.read_text()]


def _is_moved(old: str, new: str) -> bool:
    days = {line.rpartition("checked: ")[2][:10] for line in new.splitlines() if "checked: " in line}
    return len(days) == 1 and old.replace("2024-05-20", days.pop()) == new

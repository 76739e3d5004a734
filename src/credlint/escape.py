"""Untrusted text in output: escaped for each format, and without secrets.

Article titles, quotes, URLs and the responses of servers may hold anything. `presentable` is applied once to a whole
report before it is rendered; a format passes every text through one of the `for_…` functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct, structs

from credlint import lazy_re
from credlint.finding import Fix

# What a terminal, an XML parser or a reader's eye takes for something else than text: C0 (but tab and line feed), DEL,
# C1, the line separators, the controls that reorder text (Unicode Standard Annex 9), the soft ones that hide in it,
# lone surrogates (file names that are not UTF-8), non-characters and the invisible tag alphabet.
_HIDDEN_CLASS = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff"
    "\\ud800-\\udfff\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0000-\\U000e007f"
)
_HIDDEN = lazy_re.compile(f"[{_HIDDEN_CLASS}]")
# Also where the scheme is the page's own, as in `[x](//user:pass@host/)`.
_USER_INFO = lazy_re.compile(r"""(?:(?<=[:\s("'<=]//)|(?<=^//))(?:(?!\]\()[^\s/?#<>"])*(?=@)""")
_PARAMETER = lazy_re.compile(r"""([?&;#])([\w.%\[\]-]{1,100})=([^&#\s"'<>()\[\]`]+)""")
_SECRET_WORDS = frozenset({"auth", "authorization", "jwt", "key", "passwd", "pwd", "sessionid", "sid", "sig"})
_SECRET_ENDINGS = ("apikey", "accesskey", "credential", "password", "secret", "signature", "token")

Noun = TypeVar("Noun")


def presentable(noun: Noun) -> Noun:
    """A copy of a value in which no text holds a password or token of a URL.

    A fix that would write such a URL is left out, because a masked one must not get into an article.
    """
    return cast(Noun, _presentable(noun))


def _presentable(value: Any) -> Any:
    if type(value) is str:
        return without_secrets(value)
    if isinstance(value, Fix):
        return value if all(without_secrets(edit.text) == edit.text for edit in value.edits) else None
    if isinstance(value, Struct):
        before = structs.asdict(value)
        after = {name: _presentable(part) for name, part in before.items()}
        changed = {name: part for name, part in after.items() if part is not before[name]}
        return structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        pairs = zip(value, _suspects(value), strict=True)
        items = tuple(_presentable(item) if suspect else item for item, suspect in pairs)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, Mapping):
        masked = {_presentable(key): _presentable(item) for key, item in value.items()}
        return value if masked == value else masked
    return value


def _suspects(nouns: tuple[object, ...]) -> Iterator[bool]:
    """Whether each may hold a secret, by one search through all of its texts: hardly any finding does, and searching
    each text took longer than judging.
    """
    for at in range(0, len(nouns), _AT_ONCE):
        some = nouns[at : at + _AT_ONCE]
        try:
            lines = _lines(some).splitlines()
        except (TypeError, ValueError):  # a text that is not Unicode, or no JSON
            yield from [True] * len(some)
        else:
            yield from (b"=" in texts or (b"@" in texts and b"//" in texts) for texts in lines)


_AT_ONCE = 500
# What is neither text nor made of texts does not matter here.
_lines = msgspec.json.Encoder(enc_hook=lambda other: None).encode_lines


def without_secrets(text: str) -> str:
    """The text with user names, passwords and secret-looking query values of its URLs masked; columns stay."""
    text = _without_user(text)
    if "=" in text:
        # A masked value has no slash, so what stands before an @ may be a user now.
        text = _without_user(_PARAMETER.sub(_mask, text))
    return text


def _without_user(text: str) -> str:
    return _USER_INFO.sub(lambda match: "*" * len(match[0]), text) if "//" in text else text


def _mask(match: re.Match[str]) -> str:
    mark, name, value = match.groups()
    words = lazy_re.split(r"[-_.]", name.lower())
    secret = any(word in _SECRET_WORDS or word.endswith(_SECRET_ENDINGS) for word in [*words, "".join(words)])
    return f"{mark}{name}={'*' * len(value)}" if secret else match.group()


def visible(text: str) -> str:
    """The text with hidden and control characters written out (`\\x1b`, `\\u202e`); tabs and line ends stay."""
    return _HIDDEN.sub(_written_out, text.replace("\r\n", "\n"))


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    short = {10: "\\n", 13: "\\r"}.get(code)
    if short or code < 0x100:
        return short or f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """The text, visible, with every run of white space made one space."""
    return " ".join(visible(text).split())


def web_address(url: str) -> str | None:
    """The URL as it may stand behind a link (http or https, with a host), else None: `javascript:` is never one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    # Browsers take a backslash for a slash, so that the host would be another one than it seems.
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or lazy_re.search(r"[\s\\]", url)
        or _HIDDEN.search(url)
    ):
        return None
    return lazy_re.sub(r'[<>"{}|^`]', lambda match: quote(match[0]), url)


def as_uri(path: str) -> str:
    """A file's path as a relative URI reference (RFC 3986): percent-encoded, no scheme and no host in it."""
    return quote(path.replace("\\", "/").encode("utf-8", "surrogatepass"), safe="/").lstrip("/")


_TERMINAL = lazy_re.compile(f"[\\n{_HIDDEN_CLASS}]")


def for_terminal(text: str) -> str:
    """One line of text for a person; what would move the cursor, change colours or reorder letters shows as `\\x1b`."""
    return text if text.isprintable() else _TERMINAL.sub(_written_out, text)  # of those, nothing is printable


def as_json(document: object, indent: int = 1) -> str:
    """JSON with a line for each item, in which hidden characters stand as `\\u` escapes."""
    try:
        dumped = msgspec.json.encode(document)
    except UnicodeEncodeError:  # the name of a file that is not UTF-8
        import json

        dumped = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return for_json(msgspec.json.format(dumped, indent=indent).decode("utf-8", "surrogatepass")) + "\n"


def for_json(dumped: str) -> str:
    """JSON text in which hidden characters stand as `\\u` escapes; in JSON they can only be inside strings."""
    return _HIDDEN.sub(_escaped_for_json, dumped)


def _escaped_for_json(match: re.Match[str]) -> str:
    import json  # few texts have any

    return json.dumps(match[0])[1:-1]


def for_html(text: str) -> str:
    """Text or a quoted attribute value in HTML."""
    import html

    return html.escape(visible(text), quote=True)


def for_xml(text: str) -> str:
    """Text that XML 1.0 can hold at all; the writer still escapes its markup."""
    return visible(text)


_MARKDOWN = lazy_re.compile(r"[\\`*_\[\]<>|~$]")
# What GitHub turns into links and notifications by itself is cut by an empty comment, so that it copies clean.
_MARKDOWN_AUTOMATIC = lazy_re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\bGH)(?=-\d)", re.I)
_MARKDOWN_BLOCK = lazy_re.compile(r"^(?:([#+=:-])|(\d{1,9})([.)]))")


def for_markdown(text: str) -> str:
    """One line of plain text in Markdown as GitHub reads it, also in a table: no link, image, tag or mention."""
    return _for_markdown(one_line(text))


def _for_markdown(text: str) -> str:
    # Control characters hold the places: visible text has none.
    text = _MARKDOWN_AUTOMATIC.sub("\0", text)
    text = _MARKDOWN_BLOCK.sub(lambda match: f"\1{match[1]}" if match[1] else f"{match[2]}\1{match[3]}", text)
    text = _MARKDOWN.sub(r"\\\g<0>", text.replace("&", "&amp;"))
    return text.replace("\1", "\\").replace("\0", "<!-- -->")


def markdown_link(title: str, url: str | None) -> str:
    """A link in Markdown; the title alone where the URL may not stand behind one (`web_address`)."""
    address = web_address(url) if url else None
    return f"[{for_markdown(title)}](<{address}>)" if address else for_markdown(title)


def for_markdown_code(text: str) -> str:
    """One line of text as a code span, fenced by more backticks than it holds; not for tables."""
    text = one_line(text)
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in lazy_re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def for_markdown_message(text: str) -> str:
    """A message of ours, in which what stands between backticks is quoted; not for tables."""
    parts = one_line(text).split("`")
    if len(parts) % 2 == 0:
        return for_markdown(text)
    pieces = [for_markdown_code(part) if index % 2 else _for_markdown(part) for index, part in enumerate(parts)]
    return "".join(pieces)


def for_workflow_data(text: str) -> str:
    """The message of a GitHub workflow command."""
    return visible(text).replace("%", "%25").replace("\n", "%0A").replace("##[", "#\u200b#[")


def for_workflow_property(text: str) -> str:
    """A property (`file=`, `title=`) of a GitHub workflow command."""
    return for_workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def for_workflow_log(text: str) -> str:
    """Text for the log of a GitHub workflow in which no line is a command.

    The runner obeys `::name::` at the start of a line and the older `##[name]` anywhere in one.
    """
    return lazy_re.sub(r"^(\s*):(?=:)", "\\1:\u200b", visible(text).replace("##[", "#\u200b#["), re.MULTILINE)


# Where a cell or a part of one begins, whatever follows, so that no blank is looked at twice.
_BEGINNING = lazy_re.compile(r"((?:^|[;\n])\s*)([=+\-@＝＋－＠]?)")


def for_csv(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, also where the program splits at semicolons."""
    return _BEGINNING.sub(lambda found: found[1] + (found[2] and f"'{found[2]}"), visible(text).replace("\t", " "))


def for_ics(text: str) -> str:
    """A TEXT value of iCalendar (RFC 5545, 3.3.11)."""
    text = visible(text).replace("\t", " ").replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def for_sarif(text: str) -> str:
    """A SARIF plain text message, in which `[text](target)` would be a link (SARIF 2.1.0, 3.11.6)."""
    return visible(text).replace("](", "] (")

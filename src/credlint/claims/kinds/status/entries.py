"""The statuses that tables and labelled lines state: cells under a head such as Status, "Retired on: …"."""

from __future__ import annotations

from credlint import lazy_re
from credlint.claims.claim import Candidate
from credlint.claims.cues import lowered, words_of
from credlint.claims.kinds.code import leading
from credlint.claims.kinds.status.dates import retired_or_retiring
from credlint.claims.page import Page
from credlint.claims.place_context import PlaceContext
from credlint.claims.places import Place
from credlint.dates import PartialDate
from credlint.span import Span
from credlint.values import Kind, Status

_MARKS = " :*_-–—\t"
_STATUS_HEAD = words_of(r"(?:live|available) since", r"live", r"status", r"availability", r"state", r"lifecycle",
    r"retire(?:d|s|ment)?(?: date| on)?",
    r"retirement", r"last exam(?: date| day)?", r"last (?:day|date)(?: to \w+)?", r"final (?:exam )?date",
    r"end[- ]of[- ]life", r"EOL", r"discontinued(?: on)?", r"sunset(?: date)?", r"expires? on",
    r"launch(?:ed)?(?: date)?", r"released?(?: date)?", r"introduced")  # fmt: skip
# Heads of a table of what a person holds: what is planned there, that person plans.
_OWN_RECORD = lowered(
    r"(?:date |when |year )?(?:i )?(?:obtained|earned|achieved|passed|completed|acquired)(?: on| date)?"
)
_RETIRE_HEAD = lowered(r"retire|last|final|end[- ]of|eol|discontinu|sunset")
_RETIRES = lowered(r"\W*(?:retires|retiring|sunsets)\b")
_LAUNCH_HEAD = lowered(r"launch|releas|introduc|live|since")
_STATUSES = (
    ("retired", lowered(r"^\W*(?:retired|discontinued|sunset|no longer (?:available|offered)|withdrawn|inactive"
        r"|deprecated|end[- ]of[- ]life|EOL)\b")),
    ("retiring", lowered(r"^\W*(?:retir(?:ing|es)|will retire|being retired|scheduled to retire|sunsetting)\b")),
    ("beta", lowered(r"^\W*(?:in |public |currently in )?beta\b")),
    ("announced", lowered(r"^\W*(?:announced|coming soon|upcoming|planned)\b")),
    ("new", lowered(r"^\W*(?:new(?:ly launched)?|brand[- ]new|just launched)\b(?! to)")),
    ("launched", lowered(r"^\W*(?:launched|released|introduced)\b")),
    ("renamed", lowered(r"^\W*(?:renamed|rebranded)\b")),
    ("active", lowered(r"^\W*(?:active|live|current(?:ly available)?|available|generally available|GA)\b")),
)  # fmt: skip
_SUCCESSOR_HEAD = words_of(
    r"replace(?:ment|d by|s)?", r"successor", r"new(?: exam| code| name)?", r"superseded by", r"alternative"
)


def cell(page: Page, place: Place, written: PartialDate | None) -> Candidate | None:
    """A cell under a head such as Status, Retired on, Last exam."""
    head = PlaceContext(page, place).head
    if not head or not page.uses("status/head") or _STATUS_HEAD.search(head) is None:
        return None
    if page.uses("trap/own record") and place.table in page.tables_labelled(_OWN_RECORD):
        return None
    return _entry(page, place, place.span, head, written, "head")


def labelled_line(page: Page, place: Place, label: Span, written: PartialDate | None) -> Candidate | None:
    """What stands behind a label such as Status or Retired on."""
    text = label.of(page.low)
    if not page.uses("status/label") or _STATUS_HEAD.search(text) is None or len(text.split()) > 4:
        return None
    return _entry(page, place, Span(label.end, place.span.end), text, written, "label")


def _entry(page: Page, place: Place, span: Span, head: str, written: PartialDate | None, cue: str) -> Candidate | None:
    """The status, the date or both that a stretch under a head or behind a label consists of."""
    text = span.of(page.low)
    start = span.start + len(text) - len(text.lstrip(_MARKS))
    text = text.strip(_MARKS)
    dated = next(iter(page.dates(Span(start, span.end))), None)
    status = next((name for name, pattern in _STATUSES if pattern.match(text)), None)
    if dated is not None and status is None and len(text) <= dated[0].end - dated[0].start + 24:
        status = _status_of_head(head)
    if status is None or (status == "active" and dated is None and len(text.split()) > 4):
        return None
    if status in {"retired", "retiring"} and dated is not None:
        status = retired_or_retiring(dated[1], written, status)
    whole = Span(start, start + len(text))
    short = dated[0] if dated is not None else Span(start, start + 20)
    day = str(dated[1]) if dated is not None else None
    return Candidate(
        Kind.STATUS, Status(status, day, _row_successor(page, place)), whole if len(text) <= 40 else short,
        place.block, cue, _of_exam(page, place), needs_tie=True,
    )  # fmt: skip


def _status_of_head(head: str) -> str | None:
    """What a date alone means under a head."""
    if _RETIRE_HEAD.search(head):
        return "retiring" if _RETIRES.match(head) else "retired"
    return "launched" if _LAUNCH_HEAD.search(head) else None


def _of_exam(page: Page, place: Place) -> tuple[tuple[str, str], ...]:
    """In a row about one exam code, the status is that of the exam and not of the credential."""
    cells = page.scene.table_cells.get(place.table, {}) if place.table is not None else {}
    first = cells.get((place.row or 0, 0))
    code = leading(page, page.scene.places[first].span) if first not in (None, place.index) else None
    return (("exam", code),) if code else ()


def _row_successor(page: Page, place: Place) -> str | None:
    for other in page.scene.table_rows.get((place.table, place.row), ()):
        if other.column != place.column and _SUCCESSOR_HEAD.search(page.scene.head(other).lower()):
            named = page.scene.text_of(other).strip()
            return named if lazy_re.search(r"\w", named) else None
    return None

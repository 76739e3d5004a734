"""What is new: whether a credential was launched, is announced, or is only one that is new."""

from __future__ import annotations

from credlint.claims.context import REACH, Context
from credlint.claims.cues import lowered, words_of
from credlint.claims.kinds.status.dates import Dated, is_later
from credlint.claims.kinds.status.signs import NOUN
from credlint.dates import PartialDate

NOT_A_CREDENTIAL = words_of(
    r"features?", r"services?",
    r"(?:the )?(?:api|sdk|library|framework|product|tool|model|platform|software|app|topic|domain|question"
    r"|objective|version \d)s?", r"updates?", r"guide", r"jobs?", r"positions?", r"papers?", r"blog", r"books?",
    r"videos?", r"podcast", r"reports?", r"stud(?:y|ies)", r"salar\w+",
    r"learning paths?", r"material", r"practice \w+", r"badge design", r"results?", r"scores?", r"roles?", r"skills?",
    r"instance",
)  # fmt: skip
CREDENTIAL_NOUN = lowered(rf"\b{NOUN}\b")
_PRONOUN = lowered(r"\b(?:it|this|which|that)\b")
# "This certification is rather young, having only been launched in 2022".
_OPENING = lowered(rf"\W*(?:(?:this|the|its|their) (?:[\w-]+ ){{0,3}}{NOUN}|it)\b(?! (?:guide|topics?|objectives?))")
_RECENTLY = lowered(r"\b(?:just|recently|newly)\b")
_PERFECT = lowered(r"\b(?:has|have)\b")
THE_NOUN = lowered(rf"\s(?:an?\s|its\s|the\s)?(?:\w+\s){{0,2}}{NOUN}\b")
_A_NEW = lowered(
    rf"\s(?:a|an|its|the|their|two|three|\d+)?\s?(?:\w+\s){{0,2}}(?:new|brand-new)\s(?:[\w-]+\s){{0,4}}{NOUN}\b"
)
_PART_OF_ONE = lowered(r"\b(?:features?|courses recently|levels?)\b")
_AHEAD = lowered(r"announc|will\b")
_ADDED = lowered(r"\b(?:add|publish)")
_LAUNCH_WORD = lowered(r"\b(?:launch|releas|introduc)")
_OTHER_THING = lowered(
    rf"\s(?!(?:but|and|so|or|as|compared|to the (?:lineup|portfolio)|this|in)\b|(?:(?!for\b|of\b|in\b"
    rf"|to\b|on\b|at\b|the\b|an?\b|with\b|beside)[\w-]+\s){{0,3}}{NOUN}\b)\w"
)
_ENDS_IN_NOUN = lowered(rf"{NOUN}$")
_NEW_VERSION = lowered(
    r"\s(?:version|edition|format|questions?|look|exam (?:version|guide|format|content|topics?|objectives?))"
)


def status_of_news(context: Context, sign: str, dated: Dated | None, written: PartialDate | None) -> str | None:
    """The status that a "launched" or "new" gives a credential, or None where it says nothing of one.

    `written` is the date of the article.
    """
    return _launched(context, dated, written) if sign == "launched" else _new(context, dated)


def is_of_credential(context: Context) -> bool:
    """Whether it is a credential that is new: a product, feature or guide is none, whatever exam is named beside it."""
    close, subject = context.after[:32], context.before[-32:]
    if CREDENTIAL_NOUN.search(close):
        return True
    if context.uses("trap/other news") and any(NOT_A_CREDENTIAL.search(text) for text in (close, subject)):
        return False
    low, high = context.span.start - 90, context.span.end + 60
    named = any(m.form != "provider" and m.span.end > low and m.span.start < high for m in context.mentions)
    if named or CREDENTIAL_NOUN.search(subject) or _PRONOUN.search(subject):
        return True
    begin = context.sentence_span.start
    return _OPENING.match(context.page.low[begin : min(context.span.start, begin + REACH)]) is not None


def _launched(context: Context, dated: Dated | None, written: PartialDate | None) -> str | None:
    """Launched on a date, announced for one; without a date only "has just launched a new exam" says anything: new."""
    words, close = context.written, context.after[:32] + " "
    if dated is None:
        recent = _RECENTLY.search(words) or (_PERFECT.search(words) and THE_NOUN.match(close)) or _A_NEW.match(close)
        return "new" if recent and not _PART_OF_ONE.search(close) else None
    if _AHEAD.match(words) and (written is None or is_later(dated[1], written)):
        return "announced"
    return None if _ADDED.search(words) else "launched"


def _new(context: Context, dated: Dated | None) -> str | None:
    """New, unless what follows is something else that is new; launched where a date says when."""
    words, behind = context.written, context.page.low[context.span.end : context.span.end + 60]
    if (_OTHER_THING.match(behind) and not _ENDS_IN_NOUN.search(words)) or _NEW_VERSION.match(behind[:24]):
        return None
    around = context.before[-48:] + words + context.after[:48]
    return "launched" if dated is not None and _LAUNCH_WORD.search(around) else "new"

"""Another name, another level or "the other ones" stand nearer than what the answer was found by."""

from __future__ import annotations

from credlint import lazy_re
from credlint.catalog.mention import Mention
from credlint.catalog.words import canonical
from credlint.claims.subject.levels import LEVEL, at_level
from credlint.claims.subject.lists import items_above
from credlint.claims.subject.search import SEVERAL, Answer, Reach, Search

OF_PROVIDER = lazy_re.compile(
    r"(?i)(?:['’]s)? ?(?:[\w-]+ ){0,3}(?:exams?|certifications?|certs?|credentials?|attempts?|courses?|classes|training"
    r"|charges?|asks|fees?|prices?|costs?)\b| ?\( ?[$€£₹\d]"
)
# "Any of the Advanced exams is $375", "the Associate (JA-100) is cheaper", and not "this associate exam".
OF_LEVEL = lazy_re.compile(
    r"(?i)\b(?:(?:the|an?|one|another|any|all|each|every|its|their)(?: of the| the)?(?: [\w-]+)?"
    rf" (?P<one>{LEVEL})(?:[- ]level)?"
    r"(?: (?:exam|certification|cert|certificate|one|test)s?\b| \()"
    rf"|(?P<many>{LEVEL})(?:[- ]level)? (?:exams|certifications|certs|certificates|ones)\b)"
)
# "The Tableau one lasts two years", "the two on Coursera": others than the one that all is about.
OTHER_ONES = lazy_re.compile(
    r"\b[Tt]he (?:[A-Z][\w.+-]*|two|three|other) ones?\b|\b[Tt]he (?:two|three|others?) (?:on|from|by|at|with)\b"
)
COMPARED = lazy_re.compile(r"(?i)\b(?:other|like|unlike|than|similar to)(?: [\w-]+){0,3} $")
INSTEAD = lazy_re.compile(r" one(?![\w-])|['’]s (?:is|at|for|costs) (?:\w+ )?[$€£₹]")


def unless_of_others(search: Search, answer: Answer, reach: Reach) -> Answer:
    """What stands far off, unless another name stands nearer.

    That is the credential with which an earlier item of the same flat list begins, another level ("the Associate exams
    cost $150"), another provider whose exams the sentence speaks of ("Google's exam costs $125"), or others that it
    does not name ("the Tableau one", "the two on Coursera").
    """
    if reach is Reach.NEAR:
        return answer
    sibling = _sibling_name(search) if reach is Reach.FAR else None
    if sibling is not None and answer.subject is not None and answer.subject not in sibling.subjects:
        return Answer(None, SEVERAL)
    other = _of_another_level(search, answer)
    if other is not None:
        return other
    names, sentence = search.names, search.sentence
    own = names.kin.get(names.provider_of(answer.subject) or "", frozenset()) if answer.subject else frozenset()
    if not own or "others" in search.without:
        return answer
    for mention in reversed(search.scene.mentions.within(sentence)):
        if mention.form != "provider" or mention.span.end > search.value.start:
            continue
        behind = search.naming.gap(mention.span.end, sentence.end)
        if INSTEAD.match(behind):
            return _only_one_of(search, mention)
        if own & set(mention.subjects) or not names.examines(mention):
            continue
        if search.naming.is_compared(mention) and not behind.lstrip().startswith("("):
            continue
        if OF_PROVIDER.match(behind):
            provider = search.naming.provider_in([mention])
            return at_level(search, provider, search.text[mention.span.end : search.value.start], "same-sentence")
    if OTHER_ONES.search(search.text, sentence.start, search.value.start):
        return Answer(None, SEVERAL)
    return answer


def _of_another_level(search: Search, answer: Answer) -> Answer | None:
    """What the exams of a level are, where the sentence speaks of them and the answer has another level."""
    said = [*OF_LEVEL.finditer(search.text, search.sentence.start, search.value.start)][-1:]
    credential = search.naming.catalog.credentials.get(answer.subject or "")
    if not said or credential is None or "others" in search.without:
        return None
    if COMPARED.search(search.text, search.sentence.start, said[0].start()):
        return None
    level = said[0]["one"] or said[0]["many"]
    if set(canonical(level)) & {*canonical(credential.name), *canonical(credential.level)}:
        return None
    return at_level(search, credential.provider, level, "level")


def _only_one_of(search: Search, provider: Mention) -> Answer:
    """What "the Acme one" or "Acme's at $90" means: the only credential of the provider that the article names."""
    named = {one for one in search.naming.counts if search.names.provider_of(one) in provider.subjects}
    return Answer(named.pop(), "same-sentence") if len(named) == 1 else Answer(None, SEVERAL)


def _sibling_name(search: Search) -> Mention | None:
    """The name with which the nearest item above in the same list begins, if one does."""
    for item in items_above(search):
        named = search.naming.named(item)
        if named and search.naming.stands_first(named[0], item):
            return named[0]
    return None

"""Which credential, provider or group a value is about, or that it is about none, and on what evidence.

The search goes outwards from the value. Each of the `STEPS` looks at one surrounding (the clause, the table row, the
parent item, the heading …) and answers with a subject, or that it is none (a name that the catalog does not know, or
several names at once), or with nothing, so that the next step looks. Their order is the whole policy. A claim tied to
the wrong credential is worse than one tied to none, so whatever stands nearer always ends the search.

Each step is a function over one `search.Search`; the module that it is in says where it looks: the value's own
`sentence`, its table (`tables`), what stands `earlier` in the place or the section, the list (`lists`), the `headings`.
Two modules answer with a provider instead of one credential: `levels` and `general`. `vetoes` are the reasons not to
believe an answer, `naming` is what the mentions of a scene say together, `lines` are those that head what follows.
"""

from __future__ import annotations

from collections.abc import Callable

from credlint.catalog import Catalog
from credlint.claims.claim import Candidate
from credlint.claims.scene import Scene
from credlint.claims.subject import earlier, general, headings, levels, lists, sentence, tables
from credlint.claims.subject.lines import Lines
from credlint.claims.subject.naming import Naming
from credlint.claims.subject.search import MISFIT, NONE_NEAR, Answer, Reach, Search
from credlint.claims.subject.vetoes import asides, others, totals
from credlint.values import Cost, Kind

STEPS: tuple[tuple[str, Callable[[Search], Answer | None], Reach], ...] = (
    ("version", sentence.version, Reach.NEAR),
    ("level", levels.level, Reach.NEAR),
    ("same-cell", sentence.same_cell, Reach.NEAR),
    ("table-row", tables.row, Reach.NEAR),
    ("table-column", tables.column, Reach.NEAR),
    ("table-head", tables.head, Reach.NEAR),
    ("former", earlier.former, Reach.NEAR),
    ("same-sentence", sentence.same_sentence, Reach.NEAR),
    ("plural", general.plural, Reach.NEAR),
    ("provider-label", general.provider_label, Reach.NEAR),
    ("dues", general.dues, Reach.NEAR),
    ("bold-lead", earlier.bold_lead, Reach.PLACE),
    ("card", lists.card, Reach.FAR),
    ("previous-sentence", earlier.previous_sentence, Reach.PLACE),
    ("own-item", lists.own_item, Reach.PLACE),
    ("list-item", lists.list_item, Reach.FAR),
    ("lead-above", earlier.lead_above, Reach.FAR),
    ("heading", headings.heading, Reach.FAR),
    ("section", earlier.section, Reach.FAR),
    ("outer-heading", headings.outer_heading, Reach.FAR),
    ("following", sentence.following, Reach.NEAR),
    ("provider-section", headings.provider_section, Reach.NEAR),
    ("title", headings.title, Reach.FAR),
    ("dominant", headings.dominant, Reach.FAR),
)


class Resolver:
    """Ties candidates of one scene to subjects.

    `without` names steps, or the finer tests inside them, that are switched off; only tests do so, to prove that each
    of them is worth something.
    """

    def __init__(self, scene: Scene, catalog: Catalog, without: frozenset[str] = frozenset()) -> None:
        self.scene = scene
        self.catalog = catalog
        self.without = without
        self.naming = Naming(scene, catalog, without)
        self._lines = Lines(self.naming)

    def resolve(self, candidate: Candidate) -> tuple[str | None, str]:
        """The subject's id, or None, and why."""
        answer = self.answer(candidate)
        return answer.subject, answer.why

    def answer(self, candidate: Candidate) -> Answer:
        """The subject of a candidate with the name of the evidence, or none with the reason."""
        if candidate.no_subject is not None:
            return Answer(None, candidate.no_subject)
        place = self.scene.place_at(candidate.span.start)
        if place is None:
            return Answer(None, NONE_NEAR)
        search = Search(self.naming, self._lines, candidate, place)
        for name, step, reach in STEPS:
            answer = None if name in self.without else step(search)
            if answer is None:
                continue
            answer = others.unless_of_others(search, answer, reach)
            if answer.subject is not None and not self._fits(candidate, answer.subject):
                return Answer(None, MISFIT)
            answer = asides.unless_of_course(search, asides.unless_aside(search, answer, reach, name), reach)
            return totals.unless_total(search, answer, reach, name)
        return Answer(None, NONE_NEAR)

    def _fits(self, candidate: Candidate, subject: str) -> bool:
        """Whether a credential of its type can have such a fact at all."""
        credential = self.catalog.credentials.get(subject)
        if credential is None or "fit" in self.without:
            return True
        renewed = isinstance(candidate.value, Cost) and candidate.value.basis == "renewal" and not candidate.assumed
        return not ((renewed or candidate.kind in (Kind.EXAM, Kind.VALIDITY)) and credential.is_collection)

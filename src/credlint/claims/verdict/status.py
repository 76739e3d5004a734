"""The verdict on where a credential stands in its life, by the timeline in the catalog."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from credlint.catalog import Credential, Fact
from credlint.claims import Claim
from credlint.claims.facts import code_fact, current_code, launch, retirement, status_facts, status_of
from credlint.claims.verdict.outcomes import Agrees, Disagrees, Outdated, Unknown, Verdict
from credlint.dates import PartialDate
from credlint.values import Status

# Official pages disagree by a day about the last day of an exam, as the day itself or the day after is meant.
DAY_OF_GRACE = timedelta(days=1)
# Announced, opened for booking, first sat: articles call each of these the launch.
LAUNCH_GRACE = timedelta(days=31)
# For how long a credential may be called new.
NEW_FOR_DAYS = 180


class _Life(Struct, frozen=True):
    """A credential's timeline, oldest step first, and the step that it is at on a day."""

    credential: Credential
    today: date
    steps: tuple[Fact, ...]
    now: Fact

    def step(self, status: str) -> Fact | None:
        """The first step of that status."""
        return next((fact for fact in self.steps if status_of(fact) == status), None)

    def has_begun(self, step: Fact) -> bool:
        return _has_begun(step, self.today)


def verdict(claim: Claim, credential: Credential, today: date) -> Verdict:
    """What the catalog says of a status; a date that the claim names must be near that of the step."""
    steps = status_facts(credential)
    now = next((fact for fact in reversed(steps) if _has_begun(fact, today)), None)
    said = claim.value
    if not isinstance(said, Status) or now is None:
        return Unknown("the catalog has no status to compare with")
    life = _Life(credential, today, steps, now)
    when = _partial_date(said.date)
    if exam := dict(claim.qualifiers).get("exam", ""):
        code = next((code for code in credential.codes if code.code.upper() == exam), None)
        # A credential ends with its last exam, not with an earlier one.
        if code is None or current_code(credential, today) not in (code, None):
            return _of_exam(said.status, when, exam, code_fact(credential, code) if code else None)
    match said.status:
        case "retired" | "retiring":
            return _of_ending(life, said.status, when)
        case "launched":
            return _of_launch(life, when)
        case "new":
            return _of_newness(life)
        case "active":
            if status_of(now) == "retired":
                return Outdated(life.step("active") or now, now)
            return Agrees(now)
        case "beta" | "announced":
            return _of_first_steps(life, said.status)
        case "renamed" if life.step("renamed") or credential.former_names:
            return Agrees(life.step("renamed") or now)
    return Unknown(f"the catalog does not tell whether it is {said.status}")


def _of_exam(said: str, when: PartialDate | None, exam: str, known: Fact | None) -> Verdict:
    """Of what is said of one exam of a credential that has a later one: its last day can be wrong."""
    end = known.until if known else None
    if known is None or end is None or when is None or said not in ("retired", "retiring"):
        return Unknown(f"it is said of {exam}, one of its exams")
    if _is_near(when, end, DAY_OF_GRACE):
        return Agrees(known)
    if end.no_later_than or not known.sources:
        return Unknown(f"the catalog does not know the last day of {exam}")
    return Disagrees((known,))


def _of_ending(life: _Life, said: str, when: PartialDate | None) -> Verdict:
    """Of "retired" or "retiring", by the end of the credential and those of its exams."""
    ending = retirement(life.credential)
    exams = [code_fact(life.credential, code) for code in life.credential.codes if code.until]
    for exam in exams:
        if _is_near(when, exam.until, DAY_OF_GRACE):
            return Outdated(exam, ending) if said == "retiring" and exam.ended(life.today) else Agrees(exam)
    if ending is None:
        if exams or life.credential.former_names:
            return Unknown("one of its exams or names has ended, and which is meant is not clear")
        seen = _last_checked(life.credential)
        # Articles may know of a retirement before the catalog does, unless it was seen alive after the day they name.
        if when and said == "retired" and seen and seen.earliest - when.latest > DAY_OF_GRACE:
            return Disagrees((life.now,))
        return Unknown("the catalog knows of no retirement")
    notice = life.step("retiring")
    day = ending.since
    if when and day and not day.no_later_than and not _is_near(when, day, DAY_OF_GRACE):
        return Agrees(notice) if notice and _is_near(when, notice.since, LAUNCH_GRACE) else Disagrees((ending,))
    has_ended = life.has_begun(ending)
    if said == "retiring" and has_ended:
        return Outdated(notice or ending, ending)
    if said == "retired" and not has_ended and when is None:
        return Disagrees((life.now, ending))
    return Agrees(ending if has_ended or said == "retired" else life.now)


def _of_launch(life: _Life, when: PartialDate | None) -> Verdict:
    """Of "launched": on any day on which something about it was new to people."""
    if when is None:
        announced_only = status_of(life.now) == "announced"
        return Unknown("the catalog knows it as announced only") if announced_only else Agrees(life.now)
    steps = [fact for fact in life.steps if status_of(fact) in ("announced", "beta", "active", "renamed")]
    steps += [code_fact(life.credential, code) for code in life.credential.codes]
    for step in steps:
        if _is_near(when, step.since, LAUNCH_GRACE):
            return Agrees(step)
    first = launch(life.credential)
    return Disagrees((first,)) if first else Unknown("the catalog does not know when it was launched")


def _of_newness(life: _Life) -> Verdict:
    first = launch(life.credential)
    if first is None or first.since is None:
        return Unknown("the catalog does not know when it was launched")
    is_old = life.today - first.since.latest > timedelta(days=NEW_FOR_DAYS)
    return Outdated(first, life.now) if is_old else Agrees(first)


def _of_first_steps(life: _Life, said: str) -> Verdict:
    """Of "announced" or "beta", each of which ends when the next step begins."""
    step = life.step(said)
    if step is None:
        return Unknown(f"the catalog knows of no such step as {said}")
    if step is life.now:
        return Agrees(step)
    return Outdated(step, life.now) if life.has_begun(step) else Unknown(f"it will be so from {step.since}")


def _has_begun(step: Fact, today: date) -> bool:
    return step.since is None or step.since.earliest <= today


def _is_near(when: PartialDate | None, day: PartialDate | None, grace: timedelta) -> bool:
    """Whether both are known and no further apart than the grace."""
    if when is None or day is None:
        return False
    return when.earliest - grace <= day.latest and day.earliest <= when.latest + grace


def _partial_date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        return None


def _last_checked(credential: Credential) -> PartialDate | None:
    """When it was last seen in use."""
    checks = [fact.checked for fact in credential.facts if fact.checked]
    checks += [entry.checked for entry in credential.status if entry.checked]
    return max(checks, key=lambda check: check.latest, default=None)

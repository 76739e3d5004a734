"""Sending requests at each host's pace, and taking in the replies.

One thread owns everything: it hands out requests and takes in replies. The `senders` only send, so nothing is shared
and nothing is locked; what they wait for is bounded by a scope that this thread cancels.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator

from credlint.escape import without_secrets
from credlint.links import HostPolicy, LinkStatus, Policy, Reason
from credlint.links.exchange import Fault, Reply, Response, Transport
from credlint.links.inquiry import Again, Inquiry
from credlint.links.politeness import Pace, host_policy
from credlint.links.schedule import Schedule
from credlint.links.senders import Senders, Visit
from credlint.links.url import is_number
from credlint.links.verdict import LinkVerdict, status_phrase

# After so many verdicts in a row that it is asked too often, a host is left alone for the rest of the run.
MOST_LIMITED = 2


class Dispatcher:
    """The requests of one run, and what they show of the hosts: which want to be left alone, which refuse HEAD.

    `on_request` gets a line for each request.
    """

    def __init__(
        self,
        policy: Policy,
        transport: Callable[[], Transport],
        on_request: Callable[[str], None] | None = None,
    ) -> None:
        self._policy, self._on_request = policy, on_request
        self._senders = Senders(transport)
        self._schedule = Schedule(lambda host: Pace(self.policy_of(host)))
        self._get_only: set[str] = set()
        self._limited_in_a_row: Counter[str] = Counter()
        self._unresolved: set[str] = set()
        self._resolved_any = False

    def policy_of(self, host: str) -> HostPolicy:
        return host_policy(host, self._policy.hosts)

    def refusal(self, host: str) -> LinkVerdict | None:
        """The verdict on whatever is still to be asked of a host that wants to be left alone; None for any other."""
        if self._limited_in_a_row[host] < MOST_LIMITED:
            return None
        detail = f"was not checked: {host} limits how often it may be asked"
        return LinkVerdict(LinkStatus.BLOCKED, Reason.RATE_LIMITED, detail, 429)

    def add(self, inquiry: Inquiry, *, pause: float | None = None, in_front: bool = False) -> None:
        """Queues the next request of an inquiry; see `Schedule.add`."""
        if self.policy_of(inquiry.at.host).get_only:
            self._get_only.add(inquiry.at.host)
        self._schedule.add(inquiry, time.monotonic(), pause=pause, in_front=in_front)

    def outcomes(self, until: float) -> Iterator[tuple[Inquiry, LinkVerdict | Again]]:
        """Sends what is queued and yields what each reply means, until nothing waits or the monotonic clock is there.

        More may be queued meanwhile.
        """
        while len(self._schedule) or len(self._senders):
            now = time.monotonic()
            if now >= until:
                return
            while len(self._senders) < self._policy.workers and (inquiry := self._schedule.take(now)):
                if inquiry.at.host in self._get_only:
                    inquiry.method = "GET"
                self._senders.send(inquiry, now)
            first_end = self._senders.next_end(until)
            patience = min(self._schedule.wait(now), first_end + 0.02 - now, until - now, 0.5)
            for visit, reply in self._senders.replies(max(patience, 0.001)):
                yield from self._received(visit, reply)

    def stop(self) -> None:
        self._senders.stop()

    def is_unresolved(self, host: str) -> bool:
        return host in self._unresolved

    def is_offline(self) -> bool:
        """Whether this machine can look up no name at all, so that no host seems to exist."""
        transport = self._senders.transport
        return not self._resolved_any and transport is not None and not transport.knows_names()

    def _received(self, visit: Visit, reply: Reply) -> Iterator[tuple[Inquiry, LinkVerdict | Again]]:
        inquiry, host, now = visit.inquiry, visit.host, time.monotonic()
        seconds = now - visit.started
        if self._on_request is not None:
            self._on_request(_log_line(inquiry, reply, seconds))
        method = inquiry.method
        try:
            outcome = inquiry.receive(reply, seconds)
        except Exception as problem:  # a fault of ours in one reply must not cost the others
            detail = f"could not be judged: {type(problem).__name__} inside credlint"
            outcome = LinkVerdict(LinkStatus.UNREACHABLE, Reason.INTERNAL, detail)
        pause = outcome.pause if isinstance(outcome, Again) else None
        self._schedule.ended(
            host, now, limited=outcome.limited, pause=self._policy.timeout_seconds if pause is None else pause
        )
        if isinstance(reply, Fault) and reply.reason in (Reason.NO_SUCH_HOST, Reason.NAME_LOOKUP):
            self._unresolved.add(host)
        elif isinstance(reply, Response) and not is_number(host):
            self._resolved_any = True
        if inquiry.head_was_wrong or (method == "HEAD" and _refuses_head(reply)):
            self._get_only.add(host)
        if isinstance(outcome, LinkVerdict):
            self._limited_in_a_row[host] = self._limited_in_a_row[host] + 1 if outcome.limited else 0
        yield inquiry, outcome
        if isinstance(outcome, LinkVerdict) and (refused := self.refusal(host)):
            for other in self._schedule.drain(host):
                yield other, refused


def _refuses_head(reply: Reply) -> bool:
    if isinstance(reply, Fault):
        return reply.reason is Reason.TIMEOUT
    return reply.status in (405, 501)


def _log_line(inquiry: Inquiry, reply: Reply, seconds: float) -> str:
    what = status_phrase(reply.status) if isinstance(reply, Response) else f"{reply.reason}: {reply.detail}"
    return without_secrets(f"{inquiry.method} {inquiry.at.page}: {what} ({seconds * 1000:.0f} ms)")

"""Asks for every scenario of `hostile` in a process of its own, so that its memory can be measured.

usage: hostile_child.py PORT SECONDS
Prints JSON: the results by scenario with the second at which each was there, the growth of memory in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime

from credlint.links import Policy, Progress, verify
from credlint.links.address import networks
from credlint.links.http import Http
from hostile import SCENARIOS, HostileWeb


def main(port: int, seconds: float) -> None:
    web = HostileWeb.__new__(HostileWeb)
    allowed = networks(["127.0.0.1/32"])
    policy = Policy(timeout_seconds=seconds, allow_private=allowed, workers=128, retry_pause_seconds=0.05)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, times = time.monotonic(), {}

    def tell(progress: Progress) -> None:
        times[progress.last.url] = time.monotonic() - started

    urls = {scenario.url(port): scenario.name for scenario in SCENARIOS}
    results = verify(
        urls, {}, policy, tell, now=lambda: datetime.now(UTC), transport=Http(allowed, look_up=web.look_up)
    )
    told = {
        urls[url]: [result.status, result.reason, result.detail, times[result.url]] for url, result in results.items()
    }
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"results": told, "growth": growth}))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))

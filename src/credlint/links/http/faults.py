"""What an exception of the network libraries says about a host."""

from __future__ import annotations

import errno
import http.client
import ssl

import requests
import urllib3

from credlint.links import Reason
from credlint.links.exchange import TOO_LATE, Fault, RequestFailed

_CERTIFICATE = {
    9: "has a TLS certificate that is not valid yet",
    10: "has a TLS certificate that has expired",
    18: "has a TLS certificate signed by itself",
    19: "has a TLS certificate whose chain ends in a certificate signed by itself",
    20: "has a TLS certificate whose issuer is not known",
    21: "has a TLS certificate whose issuer is not known",
    23: "has a TLS certificate that was revoked",
    62: "has a TLS certificate for another name",
    64: "has a TLS certificate for another address",
}


def connect_fault(problem: OSError) -> Fault:
    """Why a connection could not be opened."""
    if isinstance(problem, TimeoutError) or problem.errno == errno.ETIMEDOUT:
        return Fault(Reason.TIMEOUT, "did not take the connection in time")
    if isinstance(problem, ConnectionRefusedError):
        return Fault(Reason.REFUSED, "refused the connection")
    if isinstance(problem, ConnectionError):
        return Fault(Reason.RESET, "broke off the connection (network error)")
    return Fault(Reason.REFUSED, "cannot be reached from here (network error)")


def fault_of(problem: BaseException) -> Fault:
    """Why a request failed, by the innermost cause of its exception that says something."""
    causes = list(_causes(problem))
    for cause in causes:
        if isinstance(cause, RequestFailed):
            return cause.fault
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Fault(Reason.TLS, _CERTIFICATE.get(cause.verify_code, "has a TLS certificate that is not valid"))
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return Fault(Reason.RESET, "broke off the connection during TLS (network error)")
        if isinstance(cause, ssl.SSLError):
            said = (cause.reason or "").replace("_", " ").lower()
            return Fault(Reason.TLS, f"could not agree on TLS ({said})" if said else "could not agree on TLS")
    for cause in causes:
        if isinstance(cause, TimeoutError | urllib3.exceptions.TimeoutError):
            return TOO_LATE
        if isinstance(cause, ConnectionError) and isinstance(cause, OSError):
            return Fault(Reason.RESET, "broke off the connection (network error)")
    for cause in causes:
        if isinstance(
            # A ValueError is http.client's where a number is none, as in a chunk of -5 bytes.
            cause,
            http.client.HTTPException | urllib3.exceptions.HTTPError | requests.RequestException | ValueError,
        ):
            return Fault(Reason.BAD_RESPONSE, f"sent an answer that is not proper HTTP ({type(cause).__name__})")
        if isinstance(cause, OSError):
            return Fault(Reason.RESET, "failed while it was asked (network error)")
    return Fault(Reason.INTERNAL, f"could not be asked: {type(problem).__name__} inside credlint")


def _causes(problem: BaseException) -> list[BaseException]:
    """The exception and all that led to it, the innermost first; libraries put them into causes and into arguments."""
    found: list[BaseException] = []
    waiting: list[object] = [problem]
    while waiting:
        item = waiting.pop()
        if isinstance(item, BaseException) and item not in found and len(found) < 20:
            found.append(item)
            waiting += [item.__context__, item.__cause__, *item.args, getattr(item, "reason", None)]
    return found[::-1]

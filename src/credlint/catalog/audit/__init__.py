"""What is wrong with the catalog's own data, as far as a schema cannot see it.

Everything is a flaw at a place in a catalog file; which flaws matter, and how much, is for the rules to say.
"""

from __future__ import annotations

from credlint.catalog.audit.evidence import overdue, unsourced
from credlint.catalog.audit.flaw import Flaw
from credlint.catalog.audit.naming import clashing
from credlint.catalog.audit.overlaps import overlapping
from credlint.catalog.audit.plausibility import implausible
from credlint.catalog.audit.references import dangling

__all__ = ["Flaw", "clashing", "dangling", "implausible", "overdue", "overlapping", "unsourced"]

"""Which credential, provider or group a value is about, or that it is about none, and on what evidence.

`resolver` lists the steps of evidence, nearest first, and takes the first answer that any of them gives. Each step is a
function over one `search.Search`; the module that it is in says where it looks: the value's own `sentence`, its table
(`tables`), what stands `earlier` in the place or the section, the list (`lists`), the `headings`. Two modules answer
with a provider instead of one credential: `levels` and `general`. `vetoes` are the reasons not to believe an answer,
`naming` is what the mentions of a scene say together.
"""

from credlint.claims.subject.resolver import STEPS, Resolver

__all__ = ["STEPS", "Resolver"]

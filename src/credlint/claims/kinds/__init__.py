"""The kinds of claims: one module a kind, or a package whose `__init__` finds the values."""

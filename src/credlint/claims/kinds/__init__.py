"""The kinds of claims: one file a kind."""

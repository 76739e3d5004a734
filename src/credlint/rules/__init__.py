"""The rules: one file a rule, nothing else. See `credlint.rule` for what a file holds."""

"""The language server: what editors show while an author writes, found by the same reader and the same rules.

`project` holds one catalog and one world per site, `buffer` one article per open file; `checker` reads and checks them,
`loop` decides when, `server` implements the protocol, and the other modules answer one kind of request each. Outbound
links are checked only if the editor asks for it.
"""

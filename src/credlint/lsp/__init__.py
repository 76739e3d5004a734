"""The language server: what editors show while somebody writes, found by the same reading and the same rules.

`project` holds one catalog and one world per site, `buffer` one article per open file; `checker` reads and checks them,
`server` speaks the protocol, and the other modules answer one kind of request each. The web is asked about nothing
unless the editor wants it.
"""

"""The language server: what editors show while somebody writes, found by the same reading and the same rules.

`project` holds one catalog and one world per site, `sheet` one article per open file, `server` speaks the protocol; the
other modules answer one kind of question each. Nothing goes over the network unless the editor asks for it.
"""

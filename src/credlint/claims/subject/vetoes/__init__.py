"""Reasons not to believe an answer, a module for each.

`others`: another name, another level or "the other ones" stand nearer. `totals`: the value is of several credentials
together. `asides`: it is said of no exam, but of something beside it, such as a course.
"""

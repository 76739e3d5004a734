"""Plots as inline SVG. Each says in words what it shows; the figures stand in a table beside it.

Colours and type sizes are classes of the page's style sheet, so that they follow dark mode and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from credlint.dates import add_months
from credlint.staleness.formats.html.elements import Child, Markup, element

WIDTH = 480
ROW = 26
_SHORTEST_LABEL = 30


def bars(name: str, title: str, rows: Sequence[tuple[str, int, str]]) -> Markup:
    """Horizontal bars: label, number, class of the colour."""
    left, right = 150, 44
    most = max([number for _, number, _ in rows] + [1])
    marks: list[Child] = []
    for index, (label, number, kind) in enumerate(rows):
        y = index * ROW
        length = (WIDTH - left - right) * number / most
        marks += [
            _text(left - 8, y + 18, label, anchor="end"),
            element(
                "rect", x=left, y=y + 4, width=f"{max(length, 1):.1f}", height=ROW - 8, rx=3, class_=f"fill-{kind}"
            ),
            _text(left + max(length, 1) + 6, y + 18, str(number)),
        ]
    words = ", ".join(f"{label}: {number}" for label, number, _ in rows)
    return _figure(name, title, words, len(rows) * ROW, marks)


def timeline(name: str, title: str, first: date, last: date, rows: Sequence[tuple[date, str, int]]) -> Markup:
    """A dot a change: day, label, number of articles; below one another in order of time."""
    days = max((last - first).days, 1)
    left, right = 12, WIDTH - 12
    height = len(rows) * ROW + 30

    def x(day: date) -> float:
        return left + (right - left) * (day - first).days / days

    marks: list[Child] = []
    step = max(1, days // 30 // 6)
    for months in count(step, step):
        day = add_months(first.replace(day=1), months)
        if day > last:
            break
        marks.append(element("line", x1=f"{x(day):.1f}", x2=f"{x(day):.1f}", y1=0, y2=height - 22, class_="grid"))
        if x(day) < right - 24:
            marks.append(_text(x(day), height - 6, f"{day:%Y-%m}", anchor="middle", kind="small"))
    for index, (day, label, articles) in enumerate(rows):
        y = index * ROW + ROW / 2
        before = x(day) > WIDTH / 2
        room = int((x(day) if before else WIDTH - x(day)) / 7) - 4
        text = label if len(label) <= room else label[: max(room - 1, _SHORTEST_LABEL)] + "…"
        marks += [
            element("circle", cx=f"{x(day):.1f}", cy=f"{y:.1f}", r=min(5 + articles, 11), class_="fill-soon"),
            _text(x(day) + (-16 if before else 16), y + 4.5, text, anchor="end" if before else "start"),
        ]
    words = "; ".join(f"{day}: {label}" for day, label, _ in rows)
    return _figure(name, title, words, height, marks)


def lines(name: str, title: str, days: Sequence[date], series: Sequence[tuple[str, Sequence[int], str]]) -> Markup:
    """One line a series over the days: label, numbers, class of the colour."""
    left, right, top, height = 34, 130, 12, 190
    bottom = height - 26
    most = max([number for _, numbers, _ in series for number in numbers] + [1])
    span = max((days[-1] - days[0]).days, 1)

    def x(day: date) -> float:
        return left + (WIDTH - left - right) * (day - days[0]).days / span

    def y(number: int) -> float:
        return bottom - (bottom - top) * number / most

    marks: list[Child] = [
        element("line", x1=left, x2=WIDTH - right, y1=y(0), y2=y(0), class_="grid"),
        element("line", x1=left, x2=WIDTH - right, y1=y(most), y2=y(most), class_="grid"),
        _text(left - 6, y(0) + 4, "0", anchor="end", kind="small"),
        _text(left - 6, y(most) + 4, str(most), anchor="end", kind="small"),
        _text(left, height - 6, days[0].isoformat(), kind="small"),
        _text(WIDTH - right, height - 6, days[-1].isoformat(), anchor="end", kind="small"),
    ]
    taken: list[float] = []
    for label, numbers, kind in series:
        points = " ".join(f"{x(day):.1f},{y(number):.1f}" for day, number in zip(days, numbers, strict=True))
        place = y(numbers[-1]) + 4
        while any(abs(place - other) < 15 for other in taken):
            place += 15
        taken.append(place)
        marks += [
            element("polyline", points=points, class_=f"stroke-{kind}"),
            element("circle", cx=f"{x(days[-1]):.1f}", cy=f"{y(numbers[-1]):.1f}", r=4, class_=f"fill-{kind}"),
            _text(WIDTH - right + 10, place, f"{numbers[-1]} {label}"),
        ]
    words = ", ".join(f"{label} from {numbers[0]} to {numbers[-1]}" for label, numbers, _ in series)
    return _figure(name, title, words, max(height, *(int(place) + 8 for place in taken)), marks)


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str | None = None) -> Markup:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, class_=kind)


def _figure(name: str, title: str, words: str, height: int, marks: Child) -> Markup:
    return element(
        "svg",
        element("title", f"{title}. {words}", id=f"{name}-title"),
        marks,
        role="img",
        aria_labelledby=f"{name}-title",
        viewBox=f"0 0 {WIDTH} {height}",
        class_="chart",
    )

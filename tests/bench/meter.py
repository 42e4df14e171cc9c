"""CPU time of running processes, from the kernel's own books."""

from __future__ import annotations

from pathlib import Path

NANOSECONDS = 1e9


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, todo = [], [root]
    while todo:
        number = todo.pop()
        found.append(number)
        todo += children.get(number, [])
    return found


def cpu_seconds(roots: list[int]) -> float:
    """Seconds that processes, their threads and descendants have been running so far."""
    total = 0
    for root in roots:
        for number in tree(root):
            for schedstat in Path(f"/proc/{number}/task").glob("*/schedstat"):
                try:
                    total += int(schedstat.read_text().split()[0])
                except OSError:
                    continue
    return total / NANOSECONDS


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

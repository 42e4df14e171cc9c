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


def cpu_by_process(root: int) -> dict[int, int]:
    """Nanoseconds that each process of a tree has been running so far, all threads together."""
    found: dict[int, int] = {}
    for number in tree(root):
        for schedstat in Path(f"/proc/{number}/task").glob("*/schedstat"):
            try:
                spent = int(schedstat.read_text().split()[0])
            except OSError:
                continue
            found[number] = found.get(number, 0) + spent
    return found


def cpu_between(before: dict[int, int], after: dict[int, int]) -> float:
    """Seconds spent between two looks; what a process that has ended meanwhile spent is lost."""
    return sum(spent - before.get(number, 0) for number, spent in after.items()) / NANOSECONDS


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

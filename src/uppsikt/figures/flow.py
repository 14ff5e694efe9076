"""The cheapest flow on arcs that carry nothing or one unit: successive shortest paths.

Small and exact (whole-number costs), made for the rounding of tables: some hundred arcs between
some dozen nodes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush


@dataclass(frozen=True)
class Arc:
    """From ``tail`` to ``head``; carrying one unit costs ``cost``, which may be negative."""

    tail: int
    head: int
    cost: int


def cheapest_flow(arcs: Sequence[Arc], supply: Sequence[int]) -> list[int] | None:
    """0 or 1 for each arc, so that each node sends out its supply net, at the least total cost.

    ``supply`` holds one whole number per node and sums to zero. Returns None if no choice of arcs
    meets it. The same input always gives the same output.
    """
    state = _Flow(arcs, supply)
    for source in range(len(supply)):
        while state.need[source] > 0:
            path = state.shortest_path(source)
            if path is None:
                return None
            state.push(path)
    return state.carried


class _Flow:
    """A flow that is the cheapest for what it sends so far, and what is still to be sent.

    It begins with every arc that pays for itself. ``potential`` keeps the cost of every possible
    change at zero or more, which is what the path search rests on.
    """

    def __init__(self, arcs: Sequence[Arc], supply: Sequence[int]) -> None:
        self.arcs = arcs
        self.carried = [1 if arc.cost < 0 else 0 for arc in arcs]
        self.need = list(supply)
        self.potential = [0] * len(supply)
        self.touching: list[list[int]] = [[] for _ in supply]
        for index, arc in enumerate(arcs):
            self.need[arc.tail] -= self.carried[index]
            self.need[arc.head] += self.carried[index]
            self.touching[arc.tail].append(index)
            self.touching[arc.head].append(index)

    def shortest_path(self, source: int) -> list[int] | None:
        """The arcs of the cheapest change from the source to a node in want, if there is one."""
        distance = {source: 0}
        came_by: dict[int, int] = {}
        done: set[int] = set()
        queue = [(0, source)]
        while queue:
            here, node = heappop(queue)
            if node in done:
                continue
            done.add(node)
            if self.need[node] < 0:
                for settled in done:
                    self.potential[settled] += distance[settled] - here
                return self._trace(came_by, source, node)
            for index, other, cost in self._changes(node):
                there = here + cost + self.potential[node] - self.potential[other]
                if other not in done and there < distance.get(other, there + 1):
                    distance[other] = there
                    came_by[other] = index
                    heappush(queue, (there, other))
        return None

    def _changes(self, node: int) -> Iterator[tuple[int, int, int]]:
        """The arcs that can be turned to send one more unit from the node: arc, to where, cost."""
        for index in self.touching[node]:
            arc = self.arcs[index]
            if self.carried[index]:
                if arc.head == node:
                    yield index, arc.tail, -arc.cost
            elif arc.tail == node:
                yield index, arc.head, arc.cost

    def _trace(self, came_by: dict[int, int], source: int, node: int) -> list[int]:
        """The arcs between the source and the node."""
        path: list[int] = []
        while node != source:
            arc = self.arcs[came_by[node]]
            path.append(came_by[node])
            node = arc.tail if arc.head == node else arc.head
        return path

    def push(self, path: Sequence[int]) -> None:
        """Turn the arcs of a path from carrying to not carrying and back."""
        for index in path:
            arc, step = self.arcs[index], 1 - 2 * self.carried[index]
            self.carried[index] += step
            self.need[arc.tail] -= step
            self.need[arc.head] += step

"""What people joined and what they held apart, free of contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Pairs = Mapping[tuple[str, str], tuple[int, bool]]


class Bonds:
    """People's pairs made free of contradiction: taken from the newest back, what contradicts is left out.

    ``pairs``: two ids in order -> (place in the journal, judged the same). The same holds transitively.

    >>> bonds = Bonds({("a", "b"): (0, True), ("b", "c"): (1, True), ("a", "d"): (2, False)})
    >>> bonds.label("c"), bonds.forbid(frozenset("a"), frozenset("d"))
    ('a', True)
    """

    def __init__(self, pairs: Pairs) -> None:
        self._up: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in pairs:
            self._up.setdefault(a, a)
            self._up.setdefault(b, b)
        for (a, b), (_, same) in sorted(pairs.items(), key=lambda p: (-p[1][0], p[0])):
            x, y = self._root(a), self._root(b)
            if not same and x != y:
                self._apart[x].add(y)
                self._apart[y].add(x)
            elif same and x != y and y not in self._apart[x]:
                keep, gone = sorted((x, y))
                self._up[gone] = keep
                for other in self._apart.pop(gone, set()):
                    self._apart[other].discard(gone)
                    self._apart[other].add(keep)
                    self._apart[keep].add(other)

    def _root(self, name: str) -> str:
        while self._up[name] != name:
            name = self._up[name]
        return name

    def label(self, name: str) -> str | None:
        """What the report was judged the same as, named by the least id; ``None`` where nobody judged it."""
        return self._root(name) if name in self._up else None

    def forbid(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """True where people held a label of ``a`` apart from one of ``b``."""
        return bool(a and b) and any(not b.isdisjoint(self._apart.get(x, ())) for x in a)

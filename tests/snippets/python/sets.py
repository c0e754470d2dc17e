# Sets: algebra, comparison, frozen ones; printed sorted, as their order is not defined.
a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), a & b, sorted(a - b), sorted(a ^ b), a <= {1, 2, 3, 4}, a < a, a >= {1}, a.isdisjoint({9}), 2 in a, len(a), sorted(a.union([7], (8,))), a.intersection(b), sorted(a.difference([1])))
a.add(5); a.discard(99); a.remove(1); a.update([6, 7]); print(sorted(a), sorted(a.symmetric_difference(b)), set(), {1}, frozenset([1]), {frozenset([1]): "f"}[frozenset({1})], sorted(set("hello")))
a |= {10}; a &= {10, 5, 2}; a -= {2}; a ^= {5, 11}; print(sorted(a), a == {10, 11}, {1, True, 1.0}, {0, False}, sorted({(1, 2), (0, 5)}), a.copy() == a, bool(set()))
for bad in (lambda: {1}.remove(5), lambda: set().pop(), lambda: {[1]}, lambda: {1} | [2], lambda: frozenset([1]).add(2), lambda: {1} < [1]):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print({1, 2} == frozenset([2, 1]), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {x for x in "aab"} == {"a", "b"}, isinstance(frozenset(), set), type({1} | frozenset([2])).__name__, {5}.pop())

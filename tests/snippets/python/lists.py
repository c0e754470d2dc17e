# Lists: methods, slices, slice assignment, sorting, copying and comparison.
l = [3, 1, 2]
l.append(5); l.extend([4, 4]); l.insert(1, 9); print(l, l.pop(), l.pop(0), l.index(2), l.count(4), l.remove(9), l)
l.sort(); print(l, sorted(l, reverse=True), l[::-1], list(reversed(l)), l[1:3], l[-2:], l[::2], l[5:], l[10:20], l * 2, l + [0], 2 in l, min(l), sum(l))
a = list(range(10)); a[2:5] = ["x"]; print(a); a[::3] = [0, 0, 0]; print(a); del a[1:4]; print(a); a[1:1] = [7, 8]; print(a); a[:] = []; print(a, bool(a))
words = ["banana", "Apple", "cherry", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), sorted([(1, "b"), (1, "a"), (0, "z")]), max(words, key=len), min(words, key=len))
print([1, 2] < [1, 3], [1] < [1, 0], [1, 2] == [1, 2.0], [[1]] * 2, [None] * 3, list("ab"), [*range(3)], list(zip([1, 2], "ab")), list(enumerate("ab", 1)), list(map(str, [1, 2])), list(filter(None, [0, 1, "", 2])))
g = [[0] * 2] * 2; g[0][0] = 1; print(g); h = [[0] * 2 for _ in range(2)]; h[0][0] = 1; print(h)
b = l; c = l[:]; b.append(0); print(l, c, b is l, c is l, l.copy() == l)
for bad in (lambda: [1, 2].index(5), lambda: [].pop(), lambda: [1][3], lambda: [1, 2].remove(9), lambda: [1, 2].__setitem__(slice(0, 2, 2), [1, 2, 3]), lambda: [3, "a"].sort(), lambda: [1] + (2,), lambda: [1] * "a", lambda: sum(["a"]), lambda: ["a"]["b"]):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
l = [1]; l.append(l); print(l); n = [1, [2, [3, [4]]]]; print(n[1][1][1][0], str(n), repr([1.0, "a", None, True, (1,), {}, {1}]))
it = iter([1, 2]); print(next(it), list(it), list(it)); t = (1, 2) + (3,); print(t, t[0], t.index(3), t.count(1), (1,), (), tuple([1]), t * 2, hash(t) == hash((1, 2, 3)))

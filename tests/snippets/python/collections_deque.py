# collections.deque.
from collections import deque
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0); print(d, d.maxlen, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d = deque("abcde"); d.rotate(2); print(d); d.rotate(-1); print(d, d.index("a"), d.count("a"), "e" in d, list(reversed(d)), d == deque("eabcd"), deque([1]) < deque([2]))
d.extend("xy"); d.extendleft("zw"); d.remove("b"); d.insert(1, "!"); del d[0]; d[0] = "?"; print(d, d.copy() == d, list(d)[:3], deque() or "empty", sum(deque([1, 2])), deque([1, 2]) + deque([3]), deque([1]) * 3)
d.reverse(); print(d); d.clear(); print(d, deque(range(3), 2), max(deque([3, 1])), sorted(deque("ba")))
for bad in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1], 2).insert(0, 1) or deque([1, 2], 2).insert(0, 3)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
window, means = deque(maxlen=3), []
for v in [1, 2, 3, 4, 5]:
    window.append(v); means.append(sum(window) / len(window))
print(means)

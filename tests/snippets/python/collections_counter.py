# collections.Counter.
from collections import Counter
c = Counter("abracadabra")
print(c, c["a"], c["z"], c.most_common(2), c.total(), sorted(c.elements())[:6], len(c), "z" in c)
c.update("aaa"); c.subtract({"b": 5}); print(c, +c, -c, Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=5))
print(Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3) | Counter(a=1, b=2), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter({"x": 2}).copy(), Counter([1, 2, 2]), Counter(), dict(Counter("ab")))
del c["zzz"]; c["new"] += 5; print(c["new"], c.most_common()[0], c.most_common()[-1], sum(c.values()), max(c, key=c.get), Counter(w[0] for w in ["ant", "bee", "ape"]))
c = Counter(a=2); c += Counter(a=1, b=-1); print(c); c -= Counter(a=5); print(c, Counter("aab").most_common(1)[0][0], isinstance(c, dict))
try: Counter.fromkeys("ab")
except NotImplementedError as e: print(e)

# defaultdict, OrderedDict and ChainMap.
from collections import ChainMap, OrderedDict, defaultdict
d = defaultdict(list); d["a"].append(1); d["b"]; print(d, dict(d), d.get("zz"), "zz" in d, defaultdict(int, {"x": 1}), defaultdict(lambda: 5)["q"], defaultdict(list).default_factory, d.copy() == d)
try: defaultdict()["k"]
except KeyError as e: print("KeyError", e)
try: defaultdict(5)
except TypeError as e: print(e)
n = defaultdict(lambda: defaultdict(int)); n["a"]["b"] += 1; print(n["a"]["b"], {k: dict(v) for k, v in n.items()}, d | {"c": []})
o = OrderedDict([("b", 1), ("a", 2)]); o["c"] = 3; o.move_to_end("b"); print(o, list(o), o.popitem(), o.popitem(last=False), o, list(reversed(OrderedDict(x=1, y=2))))
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("c", last=False); print(o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, OrderedDict(), OrderedDict.fromkeys("ab", 0), repr(o.copy()), o | {"z": 1})
try: OrderedDict().popitem()
except KeyError as e: print(e)
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); m["c"] = 9; print(m, m["a"], m["b"], len(m), list(m), m.new_child({"a": 0})["a"], m.parents, dict(m), "b" in m, m.get("q", 7), m.maps[0])
try: m["nope"]
except KeyError as e: print(e)
try: del m["b"]
except KeyError as e: print(e)

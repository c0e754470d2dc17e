# Dicts: order, methods, views, merging and missing keys.
d = {"b": 1, "a": 2}
d["c"] = 3; d["b"] = 10; print(d, list(d), list(d.values()), list(d.items()), d.get("z"), d.get("z", 0), "a" in d, len(d))
print(d.pop("a"), d.pop("zz", None), d.setdefault("n", []), d.popitem(), d, d.update(x=1, b=2), d, {**d, "y": 3}, d | {"q": 1})
print(d.keys() & {"b", "zz"}, sorted(d.keys() | {"k"}), d.items() >= {("b", 2)}, dict.fromkeys("ab", 0), dict([("a", 1)]), dict(a=1, **{"b": 2}), {v: k for k, v in d.items()})
print(d.keys(), d.values(), d.items(), list(reversed(d)), d == dict(reversed(list(d.items()))), {1: "a", 1.0: "b", True: "c"}, {(1, 2): "t"}[1, 2], next(iter(d)), max({"a": 3, "b": 5}.items(), key=lambda kv: kv[1]))
print(sorted({"b": 1, "a": 2}), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1], reverse=True), {"a": {"b": [1, 2]}}["a"]["b"][1], {}, dict(), {"nested": {"k": (1, [2])}})
for bad in (lambda: d["nope"], lambda: {}.popitem(), lambda: {[1]: 2}, lambda: {{}: 1}, lambda: dict(1), lambda: d.pop("none")):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
try:
    for k in d: d[k + "2"] = 1
except RuntimeError as e: print(e)
try:
    for k in d: del d[k]
except RuntimeError as e: print(e)
e = {}; e["self"] = e; print(e); d.clear(); print(d, not d)
class K:
    def __hash__(self): return 1
    def __eq__(self, o): return True
print(len({K(): 1, K(): 2}), d is not None, {"a": 1} == {"a": 1.0})
class Missing(dict):
    def __missing__(self, k): return k * 2
print(Missing(a=1)["a"], Missing()["z"], Missing().get("z"))

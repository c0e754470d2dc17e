# pprint.
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from pprint import *
from types import SimpleNamespace
d = {"name": "x" * 30, "values": list(range(30)), "nested": {f"k{i}": [i] * 5 for i in range(8)}, "t": (1,), "e": {}}
pprint(d); pprint(d, width=40, compact=True); pprint(d, indent=4); pprint(d, depth=1); pprint([1, 2, 3]); pprint("word " * 40); pprint({"long": "word " * 20}, width=50)
pprint({3: 1, "a": 2, (1, 2): 3}); pprint(OrderedDict(a=1, b="x" * 90)); pprint(Counter({f"k{i:02}": i for i in range(12)})); pprint(defaultdict(list, {f"k{i}": list(range(9)) for i in range(4)})); pprint(deque(range(40))); pprint(SimpleNamespace(a=1, b="x" * 80))
l = [1]; l.append(l); print(pformat(l)[:26], isrecursive(l), isreadable([1]), saferepr({"b": 1, "a": 2})); pprint({"b": 1, "a": 2}, sort_dicts=False); pp({"b": 1, "a": 2}); pprint({"a": {"b": {"c": 1}}}, depth=2); pprint(set(range(40)))
@dataclass
class P: name: str; vals: list; m: dict = field(default_factory=dict)
pprint(P("n", list(range(40)), {"a": 1})); pprint([P("n", [1])] * 4); pprint({"w": {"lr": 0.001, "layers": [64, 32, 16], "opts": {"a": 1.5, "b": None}}}, width=30)

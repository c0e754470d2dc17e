# @dataclass: construction, repr, comparison, defaults and helpers.
from dataclasses import asdict, astuple, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar, Dict, List, Optional
@dataclass
class P:
    x: int
    y: float = 2.0
    tags: List[str] = field(default_factory=list)
    hidden: int = field(default=5, repr=False, compare=False)
    K: ClassVar[int] = 9
p = P(1)
print(p, p == P(1), p == P(2), P(1, 3.5, ["a"]), P.K, p.hidden, p != 3, [f.name for f in fields(P)], asdict(p), astuple(P(1, tags=["q"])), replace(p, x=7), is_dataclass(P), is_dataclass(3), P.__match_args__)
for bad in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(z=1), lambda: {p}, lambda: p < P(2), lambda: fields(3), lambda: asdict(P), lambda: replace(p, q=1)):
    try: print(bad())
    except TypeError as e: print(e)
@dataclass
class Node:
    v: int
    next: Optional["Node"] = None
    d: Dict[str, List[int]] = field(default_factory=dict)
n = Node(1, Node(2), {"a": [1]}); print(n, asdict(n), asdict(n)["d"]["a"] is n.d["a"]); n.next = n; print(n)
@dataclass
class Config:
    lr: float = 1e-3
    layers: tuple = (64, 32)
    def describe(self): return f"{self.lr} {len(self.layers)}"
c = Config(lr=0.1); c.lr = 0.5; print(c, c.describe(), Config().__dict__, fields(Config)[0].default, fields(Config)[0].type, Config.__eq__.__qualname__)
match P(3, 4.0):
    case P(x, y): print("matched", x, y)
P(1).tags.append("mine"); print(P(1).tags)
try:
    @dataclass
    class Bad: items: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)

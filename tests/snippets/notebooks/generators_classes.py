# Abstract classes, generators, enums and patterns.
import torch
from abc import ABC, abstractmethod
from typing import Optional, List, Tuple, NamedTuple
from enum import Enum
class Kind(Enum):
    RELU = "relu"; TANH = "tanh"
class Batch(NamedTuple):
    x: torch.Tensor
    y: Optional[torch.Tensor] = None
class Base(ABC):
    @abstractmethod
    def run(self) -> List[int]: ...
class Impl(Base):
    def run(self): return [k.name for k in Kind]
print(Impl().run(), Kind("relu"), Kind.TANH.value)
try: Base()
except TypeError as e: print(e)
def batches(x, n):
    for i in range(0, len(x), n): yield Batch(x[i:i + n])
for b in batches(torch.arange(5), 2): print(b)
sq = (i * i for i in range(5)); print(sum(sq), {i: i % 2 for i in range(3)}, {x for x in "aab"} == {"a", "b"}, [*map(str, range(2))], sorted([3, 1, 2], key=lambda v: -v), list(zip("ab", [1, 2])), any([0, 1]))
match torch.tensor([1, 2]).shape:
    case (n,): print("vector", n)
with torch.no_grad(): print((n := 10) + 1, n)
a, *rest = [1, 2, 3]; print(a, rest, [[0] * 2 for _ in range(2)], "-".join(f"{i:02d}" for i in rest), list(reversed(rest)), rest[::-1], max(rest, default=0), divmod(7, 2), round(2.5), 7 // -2)

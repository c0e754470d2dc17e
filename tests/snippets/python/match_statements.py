# match: literals, sequences, mappings, classes, guards, alternatives and captures.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def f(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case int() | float(): return "number"
        case "hi" as word: return word + "!"
        case str(): return "text"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, y, *rest] if rest: return f"{x} {y} +{len(rest)}"
        case (x, y): return f"pair {x} {y}"
        case {"kind": "circle", "r": r, **rest}: return f"circle {r} {rest}"
        case {"kind": k}: return f"kind {k}"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"on y at {y}"
        case Point(x, y): return f"point {x} {y}"
        case None: return "none"
        case _: return "other"
for v in [0, 1, 5, 500, 2.5, "hi", "x", [], [1], (1, 2), [1, 2, 3, 4], {"kind": "circle", "r": 2, "z": 1}, {"kind": "sq"}, {}, Point(0, 0), Point(0, 5), Point(1, 2), None, {1}, True]:
    print(f(v))
match [1, [2, [3, 4]]]:
    case [a, [b, [*c]]]: print(a, b, c)
match {"a": {"b": [1, 2]}}:
    case {"a": {"b": [_, last]}}: print(last)
import math
match 3.14:
    case math.pi: print("pi")
    case x: print("got", x)

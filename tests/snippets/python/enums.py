# Enum, IntEnum, StrEnum, auto, aliases and members with methods.
from enum import Enum, IntEnum, StrEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
print(Color.RED, repr(Color.RED), Color, list(Color), Color.CRIMSON is Color.RED, Color(2), Color["GREEN"], Color.RED.name, Color.RED.value, Color.RED in Color, len(Color), f"{Color.RED}", Color.RED == 1, type(Color.RED), isinstance(Color.RED, Color), {Color.RED: "r"}[Color.RED], list(Color.__members__))
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.GREEN):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class N(IntEnum): A = 1; B = auto(); C = auto()
print(N.A, repr(N.B), N.B + 1, N.B < N.C, f"{N.B:03d}", list(N), sorted(N, reverse=True), N.B == 2, [10, 20, 30][N.A], int(N.C), N(1) is N.A, max(N))
class S(StrEnum): X = auto(); Y = "why"
print(S.X, repr(S.Y), S.Y.upper(), S("x"), f"{S.X:>5}", S.X == "x", "-".join(S))
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.642, 3.39)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def density(self): return round(self.mass / self.radius, 3)
    @classmethod
    def heaviest(cls): return max(cls, key=lambda p: p.mass)
print(Planet.EARTH.mass, Planet.MARS.density, Planet((0.642, 3.39)), Planet.heaviest())
try:
    @unique
    class U(Enum): a = 1; b = 1
except ValueError as e: print(e)
class Mode(str, Enum):
    TRAIN = "train"; EVAL = "eval"
    @classmethod
    def _missing_(cls, value): return cls.EVAL
print(Mode.TRAIN, Mode.TRAIN == "train", Mode("nope"), Mode.TRAIN.upper(), Enum("Animal", "ANT BEE")(2), list(IntEnum("L", {"LOW": 0, "HIGH": 5})))
match Color.RED:
    case Color.GREEN: print("green")
    case Color.RED: print("red matched")

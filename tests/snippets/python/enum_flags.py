# Flag and IntFlag.
from enum import Flag, IntFlag, auto
class P(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(P.R | P.X, repr(P.R | P.W), P.R in P.RW, ~P.R, P(0), repr(P(0)), bool(P.R & P.W), P.R ^ P.RW, list(P), list(P.RW), len(P.RW), P(5), P.RW.value, (P.R | P.X).name, P.R | P.W is P.RW, P["R"], P.RW & P.W)
try: P(8)
except ValueError as e: print(e)
class I(IntFlag): A = 1; B = 2; C = 4
print(I.A | I.B, repr(I.A | I.B), I.A | 8, ~I.A, I(3) & 1, int(I.C), f"{I.A}", I(0), repr(I(16)), I.A + 1, I.A == 1, list(I(5)))

# copy and deepcopy: nested, shared and circular structures, slots, classes' own ways.
import copy
a = [1, [2, 3], {"k": [4]}]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9); a[2]["k"].append(8); print(a, b, c, b[1] is a[1], c[1] is a[1])
x = [1]; shared = [x, x]; d = copy.deepcopy(shared); print(d[0] is d[1], d[0] is x)
loop = [1]; loop.append(loop); e = copy.deepcopy(loop); print(e[1] is e, e is loop)
class N:
    def __init__(self, v): self.v, self.me = v, self
n = N([1]); m = copy.deepcopy(n); print(m.me is m, m.v is n.v, m.v, copy.copy(n).v is n.v)
class S:
    __slots__ = ("p", "q")
s = S(); s.p = [1]; t = copy.deepcopy(s); print(t.p, t.p is s.p, hasattr(t, "q"), copy.copy(s).p is s.p)
class Own:
    def __copy__(self): return "shallow"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(Own()), copy.deepcopy([Own()]), copy.copy((1, [2])), copy.deepcopy((1, 2)), copy.copy({1: [2]}), copy.copy({1, 2}), copy.deepcopy({1: {2: [3]}}), copy.copy("s"), copy.deepcopy(len) is len, copy.deepcopy(N) is N)
t = ([1],); u = copy.deepcopy(t); print(u, u is t, u[0] is t[0]); k = (1, "a"); print(copy.deepcopy(k) is k, copy.deepcopy(None), copy.deepcopy(range(3)), copy.deepcopy(ValueError("x", [1])).args, copy.deepcopy(frozenset({1})), copy.deepcopy(bytearray(b"a")))
class L(list):
    pass
l = L([1, [2]]); l.tag = "t"; q = copy.deepcopy(l); print(q, q.tag, type(q).__name__, q[1] is l[1], copy.copy(l).tag)
class St:
    def __init__(self): self.a, self.b = 1, 2
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, s): self.__dict__ = s; self.c = "set"
print(vars(copy.copy(St())), copy.deepcopy(lambda: 5)(), copy.copy([]) == [])
try: copy.deepcopy((i for i in [1]))
except TypeError as e: print(e)

# partial, reduce, cmp_to_key, total_ordering, singledispatch, wraps.
import functools, operator
add = functools.partial(lambda a, b, c=0: (a, b, c), 1, c=5); print(add(2), add(2, c=9), add.args, add.keywords, functools.partial(int, base=2)("101"))
print(functools.reduce(operator.mul, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + [b], "ab", []), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted(["bb", "a"], key=functools.cmp_to_key(lambda a, b: len(a) - len(b))))
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), max(V(1), V(3)).v, sorted([V(2), V(1)])[0].v)
@functools.singledispatch
def show(x): return f"any {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
def _(x): return f"list of {len(x)}"
@show.register(str | bytes)
def _(x): return "text"
print(show(1), show([1]), show("a"), show(b"a"), show(2.5), show(True), show.dispatch(bool)(1), list in show.registry)
class C:
    @functools.singledispatchmethod
    def f(self, x): return "any"
    @f.register
    def _(self, x: int): return "int"
    def g(self, a, b): return a, b
    h = functools.partialmethod(g, 1)
print(C().f(1), C().f("a"), C().h(2))
def deco(f):
    @functools.wraps(f)
    def inner(*a): "inner doc"; return f(*a)
    return inner
@deco
def named(): "the doc"
print(named.__name__, named.__doc__, named.__wrapped__.__name__, functools.partial(print, "x", sep=""))

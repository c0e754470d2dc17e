# inspect: signatures, kinds and documentation.
import functools, inspect
def f(a, b: int = 3, /, c=None, *args: str, d, e: "x" = 5, **kw) -> float:
    """Doc
       more
    """
print(inspect.signature(f), [(p.name, str(p.kind), p.default) for p in inspect.signature(f).parameters.values()][:2])
class C:
    def __init__(self, x, y=2): pass
    def m(self, z): pass
    @classmethod
    def k(cls, q): pass
    @staticmethod
    def s(w): pass
    def __call__(self, v): pass
for o in (C, C(1).m, C.m, C.k, C.s, C(1), functools.partial(f, 1, d=4), lambda *, q=1: 0): print(inspect.signature(o), end=" ")
print(inspect.getdoc(f), inspect.isfunction(f), inspect.isclass(C), inspect.ismethod(C(1).m), inspect.isbuiltin(len), inspect.getmro(bool), [n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.cleandoc("a\n   b\n     c\n"))
s = inspect.signature(lambda a, b=2, *c, d=4, **e: 0); b = s.bind(1, 2, 3, d=5, z=6); print(b, b.args, b.kwargs, "a" in s.parameters, s.parameters["b"].default)
b = s.bind(1); b.apply_defaults(); print(b.arguments)
for bad in (lambda: s.bind(), lambda: s.bind(1, a=2), lambda: inspect.signature(lambda a: 0).bind(1, 2), lambda: inspect.signature(3)):
    try: print(bad())
    except TypeError as e: print(e)
def g(): yield 1
@functools.wraps(f)
def w(*a): pass
print(inspect.isgeneratorfunction(g), inspect.isgenerator(g()), inspect.signature(w), inspect.unwrap(w) is f, inspect.currentframe().f_lineno, inspect.getfullargspec(lambda a, b=1, *c, d, **e: 0).kwonlyargs)

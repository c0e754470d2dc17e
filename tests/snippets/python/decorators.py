# Decorators of functions, methods and classes, with and without arguments.
import functools
def traced(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        return f(*args, **kwargs)
    return wrapper
def repeat(times):
    def decorate(f):
        def wrapper(*args): return [f(*args) for _ in range(times)]
        return wrapper
    return decorate
@traced
def add(a, b=1):
    "Adds."
    return a + b
@repeat(2)
@traced
def sq(x): return x * x
print(add(1), add(1, b=5), add.__name__, add.__doc__, sq(3))
class Counted:
    def __init__(self, f): self.f, self.calls = f, 0
    def __call__(self, *a): self.calls += 1; return self.f(*a)
@Counted
def hi(): return "hi"
hi(); hi(); print(hi.calls)
def register(cls):
    registry[cls.__name__] = cls
    return cls
registry = {}
@register
class A: pass
print(list(registry), (lambda f: f)(5))

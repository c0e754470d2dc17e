# Closures, nonlocal, global, late binding and default arguments.
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    return up
a, b = counter(), counter()
print(a(), a(), a(5), b())
total = 10
def change():
    global total
    total += 1
change(); print(total)
def broken():
    print(total)
    total = 1
try: broken()
except UnboundLocalError as e: print(type(e).__name__, e)
def append(x, to=[]):
    to.append(x)
    return to
print(append(1), append(2), append(3, []), append.__defaults__)
fs = [lambda: i for i in range(3)]
print([f() for f in fs], [(lambda i=i: i)() for i in range(3)])
def outer():
    x = 1
    def mid():
        def inner():
            nonlocal x
            x += 1
            return x
        return inner
    return mid()(), x
print(outer(), a.__closure__[0].cell_contents, (lambda *a, **k: (a, k))(1, b=2), (lambda x, y=2: x + y)(1))
compose = lambda *fns: lambda x: [x := f(x) for f in fns][-1]
print(compose(lambda v: v + 1, lambda v: v * 2)(3))

# contextmanager, suppress, redirect_stdout, nullcontext, closing, ExitStack.
import contextlib, io
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try: yield name.upper()
    except ValueError as e: print("caught", e)
    finally: print(f"</{name}>")
with tag("b") as up: print(up)
with tag("i"): raise ValueError("inside")
try:
    with tag("u"): raise KeyError("out")
except KeyError as e: print("left with", e)
@tag("deco")
def body(): print("body"); return 7
print(body(), body())
with contextlib.suppress(ZeroDivisionError): 1 / 0
with contextlib.nullcontext(5) as n: print(n)
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer): print("captured")
print(repr(buffer.getvalue()))
class C:
    def close(self): print("closed")
with contextlib.closing(C()): print("using")
with contextlib.ExitStack() as stack:
    stack.callback(print, "last"); stack.enter_context(tag("s")); stack.callback(print, "first", "called", sep="-")
try:
    with contextlib.ExitStack() as stack:
        stack.push(lambda kind, e, tb: print("saw", kind.__name__)); raise ValueError("q")
except ValueError as e: print("still", e)
@contextlib.contextmanager
def twice(): yield 1; yield 2
@contextlib.contextmanager
def never():
    if False: yield
for cm in (twice, never):
    try:
        with cm(): pass
    except RuntimeError as e: print(e)
class T(contextlib.ContextDecorator):
    def __enter__(self): print("T+"); return self
    def __exit__(self, *a): print("T-")
@T()
def f(): print("f")
f()

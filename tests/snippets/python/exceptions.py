# try, except, else, finally, raise from, custom classes, notes and chains.
class MyError(Exception):
    def __init__(self, code, msg="m"): super().__init__(msg); self.code = code
def f(n):
    try:
        if n == 0: raise MyError(7)
        if n == 1: return 1 / 0
        if n == 2: return "returned"
        result = "ok"
    except MyError as e: result = f"mine {e.code} {e}"
    except (ZeroDivisionError, KeyError) as e: result = type(e).__name__
    else: result += " else"
    finally: print("finally", n)
    return result
for n in range(4): print(f(n))
try:
    try: {}["k"]
    except KeyError as e: raise ValueError("bad") from e
except ValueError as e: print(repr(e), repr(e.__cause__), e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise RuntimeError("while handling")
except RuntimeError as e: print(repr(e.__context__), e.__cause__)
try: raise MyError
except TypeError as e: print(e)
def g():
    try: return "try"
    finally: print("cleanup")
def h():
    for i in range(3):
        try: continue
        finally: print("loop", i)
    try: raise ValueError
    except ValueError: pass
    return "after"
print(g(), h(), MyError(3).args, str(Exception("a", 1)), repr(Exception()), Exception("x") == Exception("x"))
try: assert 1 == 2, "not equal"
except AssertionError as e: print("assert", e)
try: raise Exception("n") from None
except Exception as e: e.add_note("note"); print(e.__notes__, e.__suppress_context__)
try: raise "text"
except TypeError as e: print(e)
try:
    raise ExceptionGroup("several", [ValueError(1), TypeError(2)])
except* ValueError as group: print("values", group.exceptions)
except* TypeError as group: print("types", group.exceptions)
try: [].pop()
except LookupError as e: print(type(e).__mro__[1].__name__, e)

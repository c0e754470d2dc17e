# traceback: what a program sees of an exception it caught.
import sys, traceback
def f(x): return g(x) + 1
def g(x):
    return 1 / x
try: f(0)
except ZeroDivisionError as e:
    print(traceback.format_exc().splitlines()[0], traceback.format_exc().splitlines()[-1], traceback.format_exception_only(e))
    print([(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)], e.__traceback__.tb_lineno, sys.exc_info()[0].__name__, e.__traceback__.tb_next.tb_frame.f_code.co_name)
try:
    try: {}["k"]
    except KeyError as k: raise ValueError("v") from k
except ValueError as e:
    text = traceback.format_exc(); print("direct cause" in text, text.count("Traceback"), traceback.format_exception(e, chain=False)[-1])
try: raise ValueError("a\nb")
except ValueError as e: print(traceback.format_exception_only(type(e), e), traceback.TracebackException.from_exception(e).exc_type.__name__)
print(traceback.format_exc(), sys.exc_info())

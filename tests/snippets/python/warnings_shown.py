# warnings, printed to standard output instead of standard error.
import sys, warnings
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print(f"line {lineno}: {category.__name__}: {message}")
warnings.warn("first")
for i in range(3): warnings.warn("once per place")
def old(): warnings.warn("old", DeprecationWarning, stacklevel=2)
old()
old()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for i in range(2): warnings.warn("recorded")
    warnings.warn("other", RuntimeWarning)
print(len(caught), caught[0].message, caught[2].category.__name__, caught[0].lineno)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("hidden")
warnings.filterwarnings("ignore", message="skip.*")
warnings.warn("skip me")
warnings.warn("not skipped")
warnings.filterwarnings("error", category=FutureWarning)
try: warnings.warn("raised", FutureWarning)
except FutureWarning as e: print("error", e)
class Mine(UserWarning): pass
warnings.warn(Mine("custom"))
for bad in (lambda: warnings.simplefilter("bad"), lambda: warnings.warn("x", int)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "code()"), end="")

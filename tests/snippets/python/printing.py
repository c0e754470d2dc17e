# print: separators, ends, files, and how containers show their contents.
import io, sys
print(1, "a", None, 2.5, True, sep="-", end="!\n"); print(); print("a", "b", sep=""); print("x", end=""); print("y"); print(*[1, 2, 3], sep=", "); print("a\tb\\n", "é", "日本", "😀")
f = io.StringIO(); print("to file", 1, file=f); print(repr(f.getvalue())); sys.stdout.write("direct\n"); print("flush", flush=True); print([1, "a", 2.0, None, (1,), {"k": "v"}, {1}, b"x", range(3), 1j])
class R:
    def __repr__(self): return "R()"
class S(R):
    def __str__(self): return "S str"
print(R(), [R()], S(), [S()], {"k": S()}, (S(),), f"{S()} {S()!r}", str([S()]), "%s %r" % (S(), S()))
print(type(1), type("a"), type(None), int, len, print, type(R), ..., NotImplemented, list[int], dict[str, int], int | None, Exception, ValueError("x"))
print(complex(1, 2), 1j, -1j, 1 + 0j, complex(0, -0.0), 3.0 + 4.5j, complex("1+2j"), (1 + 2j) * (3 - 1j), abs(3 + 4j), (1 + 2j).conjugate(), (2j) ** 2, 1j == 1j)
print("multi\nline", """triple
quoted""", 'single "quotes"', r"raw\n", "con" "cat", "tab\tend", "uni\u00e9", "nul\0end".replace("\0", "0"), sep="|")

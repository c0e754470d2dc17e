# StringIO and BytesIO.
import io
s = io.StringIO("one\ntwo\nthree"); print(s.readline(), s.read(2), s.tell(), s.readlines(), s.seek(0), s.read(), s.getvalue() == "one\ntwo\nthree")
s = io.StringIO(); print("a", 1, file=s, sep="-"); s.write("b\n"); s.writelines(["c", "d"]); print(repr(s.getvalue()), s.tell(), s.truncate(2), repr(s.getvalue()), s.closed, s.readable(), s.writable()); s.seek(0); print([line for line in s])
b = io.BytesIO(b"abcdef"); print(b.read(2), b.tell(), b.seek(-2, 2), b.read(), b.getvalue(), b.getbuffer().nbytes); b.write(b"gh"); print(b.getvalue())
with io.StringIO("x") as f: print(f.read())
try: f.read()
except ValueError as e: print(e)
for bad in (lambda: io.StringIO().write(b"x"), lambda: io.BytesIO().write("x")):
    try: bad()
    except TypeError as e: print("TypeError")

# Bytes, bytearrays and memoryviews.
b = b"abc\x00\xff\n'"
print(b, b[0], b[1:3], list(b[:2]), len(b), b + b"x", b * 2, b"b" in b, b.hex(), bytes.fromhex("00ff 10"), bytes(3), bytes([65, 66]), b"%d-%s" % (5, b"x"))
print(b"a,b".split(b","), b"abc".upper(), b"abc".find(b"c"), b" x ".strip(), b"x".join([b"1", b"2"]), b"abc".decode(), "é".encode().decode("utf-8"), b"abc".replace(b"b", b"-"), b"a" < b"b")
m = bytearray(b"hello"); m[0] = 74; m.append(33); m += b"!"; del m[1]; print(m, m.decode(), bytes(m), m[::-1], m.pop())
v = memoryview(bytearray(b"abcdef")); v[0] = 122; print(bytes(v[:3]), v.tolist()[:2], len(v), v.nbytes)
for bad in (lambda: b"\xff".decode(), lambda: "é".encode("ascii"), lambda: bytes("a"), lambda: bytes.fromhex("zz")):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(b"\xff".decode("utf-8", "replace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), b"\xe9".decode("utf-8", errors="ignore"))
print(int.from_bytes(b"\x12\x34", "little"), (5).to_bytes(4, "big"), (-2).to_bytes(2, "big", signed=True), hash(b"a") == hash(b"a"), b"abc" == bytearray(b"abc"), {b"k": 1}[b"k"])

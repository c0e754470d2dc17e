# struct, and numbers as bytes.
import struct
print(struct.pack("<if", 1, 2.5), struct.unpack(">H", b"\x01\x02"), struct.calcsize("<iq"), struct.pack(">bhl", 1, 2, 3), struct.unpack("<3B", b"\x01\x02\x03"), struct.pack("5s", b"ab"), struct.Struct("<d").unpack(struct.pack("<d", 0.1)), list(struct.iter_unpack("<h", b"\x01\x00\x02\x00")))
for bad in (lambda: struct.pack("b", 300), lambda: struct.unpack("i", b"a")):
    try: print(bad())
    except struct.error as e: print("struct.error")
bits = struct.unpack("<I", struct.pack("<f", 1.5))[0]; print(hex(bits), bits >> 23 & 0xFF)

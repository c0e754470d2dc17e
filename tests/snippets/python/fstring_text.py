# f-strings: nested quotes, conversions, the = form, fills, and expressions inside.
name, items = "Ada", ["x", "y"]
print(f"{name!r} {name!s} {name:>6} {name:*^9} {name:.2} {name=} {1 + 2=} {name = !s}")
print(f"{', '.join(items)} {len(items)} {items[0].upper()} {'yes' if items else 'no'} {{literal}} {(lambda v: v * 2)(4)}")
print(f"{[i * i for i in range(4)]} {dict(a=1)['a']} {{'k': 1}} {max(3, 5):>3}")
print(f'{"inner"} {name + "!"}' f" and {name}" " joined")
print(f"""line one {name}
line two {1
+ 1}""")
print(rf"\d{name}\n", f"tab\t|", f"{'é':>3}|{'日本':<4}|")
value = None
print(f"{value} {value!r} {[None, 'a', 1.0]} {('t',)} {set()} {b'b'}")
print(f"{0.1 + 0.2} {1 / 3:.20f} {2 ** 0.5} {1e16} {1e-7} {123456789012345678}")

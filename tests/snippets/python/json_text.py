# json.dumps and json.loads.
import json
x = {"b": [1, 2.5, None, True, "é\n\"q\""], "a": {"n": {}, "l": []}, 1: "i", None: 3, 2.5: "f"}
print(json.dumps(x)); print(json.dumps({"b": 1, "a": [1, (2, 3), {}]}, sort_keys=True, indent=4)); print(json.dumps(x, ensure_ascii=False), json.dumps([1, {"a": [2]}], separators=(",", ":")))
print(json.loads(' [1, -2.5e3, "a\\u00e9\\n", true, false, null, {"k": [0]}] '), json.loads('"\\ud83d\\ude00"'), json.loads("1E5"), json.loads("10000000000000000000000"), json.loads(b'{"a": 1}'), json.loads('{"a":1}', object_hook=lambda d: list(d.items())), json.loads("1.5", parse_float=str), json.loads('{"a":1,"a":2}'))
for s in ("", "[1,]", '{"a":1,}', "{a:1}", "['a']", "[1 2]", '{"a" 1}', '"abc', "01", "1.", "--1", "1-2", "[", "nul", "[1]x", "+1", ".5", '{"a":}'):
    try: print(s, json.loads(s))
    except json.JSONDecodeError as e: print(repr(s), e)
loop = []; loop.append(loop)
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.loads(3), lambda: json.dumps(loop)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class Enc(json.JSONEncoder):
    def default(self, o): return {"c": [o.real, o.imag]} if isinstance(o, complex) else super().default(o)
print(json.dumps([1j], cls=Enc), json.dumps({1, 2}, default=sorted), json.dumps([float("inf"), 1e100, 0.1, 1e-7]), json.loads("[NaN, Infinity]"), json.dumps("日本 \u2028"), json.dumps({"k": (1, 2)}, indent=None), json.dumps([]), json.dumps({"a": []}, indent=2))

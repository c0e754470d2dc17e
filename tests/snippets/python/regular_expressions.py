# re: searching, groups, splitting and replacing.
import re
print(re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.search("b+", "aabbb").span(), re.fullmatch("a*?", "aaa"), re.findall("(a)(b)?", "ab a"))
print(re.findall("HeLLo", "hello HELLO", re.I), re.findall("^x", "x\nx\n", re.M), re.findall("a.b", "a\nb", re.S), re.sub("a", lambda m: m.group().upper(), "banana", count=2), re.subn("x", "y", "xx"), re.escape("a.b*c"), re.split("(,)", "a,b"), re.split("x", "axbxc", maxsplit=1), [m.start() for m in re.finditer("a", "banana")])
print(re.findall(r"(?<=\$)\d+", "cost $50 or 60"), re.findall(r"\bfoo\b", "foo foobar"), re.findall("foo(?!bar)", "foo foobar"), re.findall(r"(\w)\1", "aabbcd"), re.findall("(?i:A)b", "ab Ab aB"), re.findall("(?:ab)+", "ababxab"), re.findall("a{2,3}", "aaaaa"), re.findall(r"[^a-c\d]", "abcd1e"), re.findall("<(.*?)>", "<a><b>"), re.findall(r"(?x) \d+ # digits", "12 a"))
m = re.match(r"(a)(?P<x>b)?(c)?", "ab"); print(m, m.groups(), m.groups("z"), m.group(0, 1, 2), m["x"], m.start(2), m.end(), m.lastgroup, m.string, m.expand(r"\1-\g<x>"), m.span("x"), bool(re.match("z", "a")), re.compile(r"(\d)(?P<n>b)").groupindex["n"], re.compile("a", re.I))
print(re.search(r"epoch (\d+).*loss[=:]\s*([\d.]+)", "epoch 12 | loss: 0.345").groups(), re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower(), re.findall(r"-?\d+\.?\d*(?:[eE][+-]?\d+)?", "1 -2.5 3e-4"), re.sub(r"\s+", " ", " a  b\n"), re.findall(r"\w+", "äöü ñ"), re.findall("", "ab"), re.sub("b*", "-", "abxd"), re.findall(b"\\d", b"a1"))
for p in ["(", ")", "*a", "a**", "[a", "(?P<n>a)(?P<n>b)", r"\2", "[z-a]", r"\q", "(?<=a+)b", "(?z)", "a{3,2}", "(?P=x)", "\\"]:
    try: re.compile(p)
    except re.error as e: print(repr(p), e)
for bad in (lambda: re.sub("(a)", r"\2", "a"), lambda: re.sub("a", r"\g<x>", "a"), lambda: m.group(9), lambda: m["nope"]):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)

# String methods.
s = "Hello, World"
print(s.lower(), s.upper(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), s.center(20, "*"), s.ljust(15) + "|", s.rjust(15), s.zfill(15))
print(s.find("o"), s.rfind("o"), s.index("W"), s.count("l"), s.startswith("He"), s.endswith(("d", "x")), s.replace("l", "L", 2), s.split(", "), s.partition(","), s.rpartition("o"))
print("a,b,,c".split(","), "  a b  c ".split(), "a b c".split(maxsplit=1), "a,b,c".rsplit(",", 1), "x\ny\r\nz".splitlines(), "x\ny\n".splitlines(True), ",".join("abc"))
print("  pad ".strip() + "|", "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x"), "prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "Ab".istitle(), "AB".isupper(), "ab".islower(), "½".isnumeric(), "a b".isidentifier(), "x".isascii(), "\n".isprintable())
print("abc".translate(str.maketrans("ab", "xy", "c")), "a\tb".expandtabs(4), s[::-1], s[-5:], s[:5], s[::2], s[7], s * 2, "lo" in s, "é".encode(), "日本".encode("utf-8"))
print(ord("a"), chr(8364), repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\\\x00\x7fé\u200b"), ascii("é日"), "\N{GREEK SMALL LETTER PI}", "\u00e9", "\x41", r"\n")
print(min("hello"), max("hello"), sorted("hello"), list("abc"), "".join(reversed("abc")), len("日本語"), "a" < "b", "a" < "B", "abc" < "abd", "Z" < "a", "" < "a")
print("%s and %r" % ("a", "b"), "%(x)d %(y).1f" % {"x": 1, "y": 2}, "{:>5}{:<5}|".format("a", "b"), "{x}".format_map({"x": 1}), "ab" "cd", "a" + "b")
print("ß".upper(), "İ".lower(), "ǆ".title(), "ΑΣ".lower(), "straße".casefold(), "ﬁ".upper())
print("line1\nline2".count("\n"), "aXbXc".split("X", 1), "abc".find("z"), "aaa".replace("", "-"), "abcabc".rindex("b"), "hello".translate({104: "J", 108: None}))

# string constants, templates, and textwrap.
import string, textwrap
print(string.ascii_lowercase, string.digits, string.punctuation, len(string.printable), string.capwords("hello wORLD"), string.Template("$a ${b} $$ $c").safe_substitute(a=1, b=2), string.Template("$who!").substitute({"who": "me"}), string.Formatter().format("{0} {x:>5} {y!r}", 1, x=2, y="z"), string.hexdigits)
for t in ("$", "$1", "${a", "$x"):
    try: print(string.Template(t).substitute())
    except Exception as e: print(type(e).__name__, e)
text = "The quick brown fox jumps over the lazy dog. Well-known state-of-the-art methods, e.g. back-propagation, aren't new -- they are old---really; supercalifragilistic end."
for width in (10, 20, 33): print(textwrap.wrap(text, width))
print(textwrap.fill(text, 40, initial_indent="* ", subsequent_indent="  ")); print(textwrap.shorten(text, 50)); print(textwrap.wrap(text, 30, max_lines=2)); print(textwrap.wrap(text, 12, break_long_words=False))
print(repr(textwrap.dedent("""
    a
      b

    c
   """)), repr(textwrap.indent("a\n\nb\n", "> ")), textwrap.wrap(""), textwrap.wrap("  lead  two  "), textwrap.fill("short"))

# In which order things are evaluated.
log = []
def t(name, value=None): log.append(name); return value if value is not None else name
d = {}
d[t("key")] = t("value"); print(log); log.clear()
f = lambda *a, **k: None
f(t("a"), *[t("b")], k=t("c"), **{t("d"): 1}); print(log); log.clear()
x = [t("x0", 1), t("x1", 2)][t("index", 0)]; print(log, x); log.clear()
t("left", 1) + t("mid", 2) * t("right", 3); print(log); log.clear()
a = b = t("both"); print(log, a is b); log.clear()
l = [0, 0]; i = 0; i, l[i] = 1, 5; print(i, l)
l = [1, 2, 3]; l[t("s", 0)] += t("add", 10); print(l, log); log.clear()
print({t("k1"): t("v1"), t("k2"): t("v2")}, log); log.clear()
t("cond", 0) and t("never"); t("then") if t("test", 1) else t("else"); print(log); log.clear()
[(t(f"o{i}"), t(f"i{j}")) for i in range(2) for j in range(2)]; print(log); log.clear()
def g(a=t("default")): return a
print(log, g()); log.clear()
class C(t("base", object)):
    t("body")
    @t("decorator", lambda f: f)
    def m(self, x=t("arg")): pass
print(log); log.clear()
t("a", 1) < t("b", 2) < t("c", 0) < t("d"); print(log); log.clear()
def finally_wins():
    for i in range(2):
        try: return t("try")
        finally:
            t("finally")
            if i == 0: continue
    return "end"
print(finally_wins(), log)

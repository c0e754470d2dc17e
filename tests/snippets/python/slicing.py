# Slices of every kind, and slice objects.
s = "0123456789"
print(s[2:5], s[:3], s[7:], s[-3:], s[:-3], s[::2], s[1::3], s[::-1], s[8:2:-2], s[100:], s[-100:2], s[5:2], s[:], s[-1], s[slice(1, 4)], s[2:-2:3], s[-1:-4:-1])
print(slice(1, 10, 2).indices(5), slice(None), slice(1, 2) == slice(1, 2), list(range(10))[3:8:2], (1, 2, 3)[::-1], range(10)[2:5], range(0, 10, 3)[-1], b"abc"[1:], range(10)[::-2])
class Show:
    def __getitem__(self, k): return k
x = Show(); print(x[1], x[1:2], x[1:2:3], x[:], x[::2], x[..., 1], x[1:2, ::3], x[()], x[None], x[True], x["k"], x[-1:])
l = list(range(6)); l[1:3] = []; l[len(l):] = [9]; l[:0] = [-1]; print(l); del l[::2]; print(l)
for bad in (lambda: s[1.5], lambda: s["a"], lambda: s[::0], lambda: s[10], lambda: [1, 2, 3][None:"a"], lambda: (1,)[5]):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)

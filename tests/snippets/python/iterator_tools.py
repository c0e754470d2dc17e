# Everything in itertools.
from itertools import *
import operator
print(list(chain([1], "ab", (2,))), list(chain.from_iterable([[1], [2, 3]])), list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)), list(repeat(7, 3)), list(islice(range(10), 2, 8, 3)))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2, 3], operator.mul, initial=10)), list(compress("abcd", [1, 0, 1, 0])), list(dropwhile(lambda v: v < 3, [1, 3, 2])), list(takewhile(lambda v: v < 3, [1, 2, 3, 1])), list(filterfalse(lambda v: v % 2, range(5))))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(permutations([1, 2, 3], 2)), list(combinations("abc", 2)), list(combinations_with_replacement("ab", 2)), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest([1, 2], "a", fillvalue="-")))
print([(k, list(g)) for k, g in groupby("aabbbc")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4], key=lambda v: v % 2)], list(pairwise([1, 2, 3])), [list(i) for i in tee([1, 2], 2)])
a, b = tee(iter([1, 2, 3])); next(a); print(list(a), list(b), count(1), repeat(5), repeat("x", 2), next(count(0.5, 0.25)), list(islice(count(10, -1), 3)), len(list(permutations(range(4)))), list(combinations([1], 2)))
for bad in (lambda: list(islice([1], -1)), lambda: next(chain()), lambda: list(combinations([1], -1))):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)

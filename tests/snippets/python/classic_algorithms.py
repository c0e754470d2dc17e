# Sorting, searching, recursion, graphs and dynamic programming.
from collections import deque
from functools import lru_cache
import heapq
def quicksort(l): return l if len(l) < 2 else quicksort([x for x in l[1:] if x < l[0]]) + [l[0]] + quicksort([x for x in l[1:] if x >= l[0]])
def binary(l, x):
    lo, hi = 0, len(l)
    while lo < hi:
        mid = (lo + hi) // 2
        if l[mid] < x: lo = mid + 1
        else: hi = mid
    return lo
print(quicksort([3, 6, 1, 8, 2, 9, 2]), binary([1, 3, 5, 7], 5))
graph = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}
def bfs(start):
    seen, queue = [start], deque([start])
    while queue:
        for n in graph[queue.popleft()]:
            if n not in seen: seen.append(n); queue.append(n)
    return seen
def dijkstra(start):
    best, heap = {}, [(0, start)]
    while heap:
        d, node = heapq.heappop(heap)
        if node in best: continue
        best[node] = d
        for n, w in graph[node].items(): heapq.heappush(heap, (d + w, n))
    return best
print(bfs("a"), dijkstra("a"))
@lru_cache(None)
def lcs(a, b): return "" if not a or not b else a[0] + lcs(a[1:], b[1:]) if a[0] == b[0] else max(lcs(a[1:], b), lcs(a, b[1:]), key=len)
def sieve(n): p = [True] * (n + 1); p[:2] = [False, False]; [p.__setitem__(slice(i * i, n + 1, i), [False] * len(range(i * i, n + 1, i))) for i in range(2, int(n ** 0.5) + 1) if p[i]]; return [i for i, v in enumerate(p) if v]
def hanoi(n, a="A", b="B", c="C"): return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
def gcd(a, b): return a if b == 0 else gcd(b, a % b)
def permutations(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]
print(lcs("AGGTAB", "GXTXAYB"), sieve(50), len(hanoi(5)), gcd(252, 105), permutations("abc"), [n for n in range(1, 100) if n == sum(d for d in range(1, n) if n % d == 0)])
def queens(n, row=0, cols=()): return 1 if row == n else sum(queens(n, row + 1, cols + (c,)) for c in range(n) if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)))
print(queens(6), sum(int(d) for d in str(2 ** 100)), bin(37).count("1"), [(a, b, c) for c in range(1, 20) for b in range(1, c) for a in range(1, b) if a * a + b * b == c * c])

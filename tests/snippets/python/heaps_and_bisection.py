# heapq and bisect.
import bisect, heapq, random
h = [5, 3, 8, 1, 9, 2]; heapq.heapify(h); print(h, heapq.heappop(h), h); heapq.heappush(h, 0); print(h, heapq.heappushpop(h, 4), heapq.heapreplace(h, 7), h)
print(heapq.nlargest(2, [3, 1, 5]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "b", reverse=True)), heapq.nlargest(1, {"a": 2, "b": 5}.items(), key=lambda kv: kv[1]))
random.seed(1); values = [random.randint(0, 50) for _ in range(20)]; h = []
for v in values: heapq.heappush(h, v)
print(h, [heapq.heappop(h) for _ in values] == sorted(values))
tasks = []; heapq.heappush(tasks, (2, "write")); heapq.heappush(tasks, (1, "read")); print(heapq.heappop(tasks))
try: heapq.heappop([])
except IndexError as e: print(e)
a = [1, 3, 3, 5]; print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect_left(a, 9), bisect.bisect_left(a, 3, 2)); bisect.insort(a, 4); bisect.insort_left(a, 1); print(a)
def grade(score): return "FDCBA"[bisect.bisect([60, 70, 80, 90], score)]
print([grade(s) for s in (33, 99, 77, 70, 89, 90, 100)])

"""A list kept as a heap: the smallest item is at 0, and i's children are at 2i+1 and 2i+2."""

__all__ = ["heapify", "heappop", "heappush", "heappushpop", "heapreplace", "merge", "nlargest", "nsmallest"]


def heappush(heap, item):
    heap.append(item)
    _rise(heap, len(heap) - 1, 0)


def heappop(heap):
    """Removes and returns the smallest item."""
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    smallest, heap[0] = heap[0], last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Removes the smallest item first and adds `item` then."""
    smallest, heap[0] = heap[0], item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Adds `item` first and removes the smallest then."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Makes a heap of a list, in place."""
    for i in reversed(range(len(x) // 2)):
        _sink(x, i)


def _rise(heap, i, top):
    """Moves the item at i up until its parent is not larger."""
    item = heap[i]
    while i > top:
        parent = (i - 1) >> 1
        if not item < heap[parent]:
            break
        heap[i] = heap[parent]
        i = parent
    heap[i] = item


def _sink(heap, top):
    """Moves the item at `top` to a leaf along the smaller children, then up to its place: fewer comparisons that way."""
    i, size, item = top, len(heap), heap[top]
    child = 2 * i + 1
    while child < size:
        if child + 1 < size and not heap[child] < heap[child + 1]:
            child += 1
        heap[i] = heap[child]
        i, child = child, 2 * child + 1
    heap[i] = item
    _rise(heap, i, top)


def merge(*iterables, key=None, reverse=False):
    """All items of sorted inputs, sorted."""
    direction = -1 if reverse else 1
    waiting = []
    for order, values in enumerate(map(iter, iterables)):
        for value in values:
            waiting.append(_Waiting(value, value if key is None else key(value), direction, order, values))
            break
    heapify(waiting)
    while waiting:
        first = waiting[0]
        yield first.value
        for value in first.values:
            first.value, first.rank = value, value if key is None else key(value)
            _sink(waiting, 0)
            break
        else:
            heappop(waiting)


class _Waiting:
    """The next item of one of merge's inputs."""

    __slots__ = ("value", "rank", "direction", "order", "values")

    def __init__(self, value, rank, direction, order, values):
        self.value, self.rank, self.direction, self.order, self.values = value, rank, direction, order, values

    def __lt__(self, other):
        a, b = (self, other) if self.direction > 0 else (other, self)
        if a.rank < b.rank:
            return True
        return not b.rank < a.rank and self.order < other.order


def nlargest(n, iterable, key=None):
    """The n largest items, the largest first; equal ones keep their order."""
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[: max(n, 0)]

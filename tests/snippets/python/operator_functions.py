# The operator module.
import operator as op
print(op.add(1, 2), op.mul(3, 4), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 3), op.neg(5), op.not_(0), op.eq(1, 1), op.lt(1, 2), op.and_(6, 3), op.xor(6, 3), op.concat("a", "b"), op.contains([1], 1), op.getitem({"a": 1}, "a"), op.index(5), op.inv(5), op.lshift(1, 3), op.is_(None, None), op.matmul.__name__)
print(op.itemgetter(1)("abc"), op.itemgetter(0, 2)("abc"), op.attrgetter("real")(5), op.attrgetter("__class__.__name__")(5), op.methodcaller("upper")("a"), op.methodcaller("split", ",")("a,b"), sorted([(1, "b"), (2, "a")], key=op.itemgetter(1)), op.countOf([1, 2, 1], 1), op.indexOf([1, 2], 2), op.length_hint([1, 2]), op.call(len, "abc"), op.__add__(1, 2))
l = [1, 2, 3]; op.setitem(l, 0, 9); op.delitem(l, 1); print(l, op.iadd(l, [4]), l, max({"a": 1, "b": 3}.items(), key=op.itemgetter(1))[0])
for bad in (lambda: op.itemgetter("k")({}), lambda: op.attrgetter("zz")(1), lambda: op.indexOf([1], 9), lambda: op.add(1, "a"), lambda: op.itemgetter()):
    try: print(bad())
    except Exception as e: print(type(e).__name__)

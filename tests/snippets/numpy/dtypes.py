# dtypes of arrays and their conversions.
import numpy as np

for dtype in (np.int64, np.int32, np.float32, np.float64, bool, np.uint8):
    print(np.array([1, 0, 2]).astype(dtype), np.array([1], dtype=dtype).dtype, repr(np.zeros(1, dtype=dtype)))
print(np.array([1.9, -1.9]).astype(int), np.float32(0.1), np.float64(0.1), np.float32(0.1) == np.float64(0.1))
print((np.ones(1, dtype=np.float32) + np.ones(1)).dtype, np.array([250], dtype=np.uint8) + np.uint8(10))
print(np.finfo(np.float32).eps, np.iinfo(np.int32).max, np.pi, np.e, np.inf, np.nan)

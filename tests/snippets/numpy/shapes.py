# Shapes and their changes.
import numpy as np

m = np.arange(6).reshape(2, 3)
print(m.shape, m.ndim, m.size, len(m), m.dtype, m.T, m.T.shape, m.ravel(), m.flatten())
print(m.reshape(3, -1), m.reshape(-1), m[None].shape, m[:, np.newaxis].shape, np.expand_dims(m, 0).shape)
print(np.concatenate([m, m]), np.stack([m, m]).shape, np.vstack([[1, 2], [3, 4]]), np.hstack([[1], [2]]))
print(np.squeeze(np.zeros((1, 2))).shape, np.transpose(m).shape, np.repeat([1, 2], 2), np.tile([1, 2], 2))
print(m.tolist(), m.astype(float), m.astype(np.float32).dtype, np.unique([3, 1, 3]))
try:
    m.reshape(4, 2)
except ValueError as error:
    print(error)

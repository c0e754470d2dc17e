# Arrays and tensors that share their elements.
import numpy as np, torch
np.random.seed(0); torch.manual_seed(0)
X = np.random.randn(6, 2).astype(np.float32); y = (X.sum(axis=1) > 0).astype(np.int64)
Xt, yt = torch.from_numpy(X), torch.tensor(y); print(Xt.dtype, yt, X.mean(axis=0), X.std())
Xt[0, 0] = 9; print(X[0, 0], np.array_equal(Xt.numpy(), X))
print(np.concatenate([X[:2], np.ones((2, 1))], axis=1), np.argsort(X[:, 1]), np.unique(y, return_counts=True))
idx = np.random.permutation(len(X)); print(idx, Xt[torch.from_numpy(idx)][:2])
print(torch.as_tensor(X).data_ptr() == torch.from_numpy(X).data_ptr(), np.linspace(0, 1, 5), np.where(y == 1)[0])
print(np.round(np.exp(X[:2]), 3), np.dot(X.T, X).shape, X[X > 1], float(np.float32(0.5)), y.mean(), type(y.mean()))
acc = np.mean([1.0, 0.5]); print(f"{acc:.2f} {np.std([1, 2, 3]):.3f}", np.clip([1, 5, 9], 2, 6), np.eye(2)[y[:3]])

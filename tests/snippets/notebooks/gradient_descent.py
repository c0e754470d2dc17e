# Gradient descent by hand, by least squares and by L-BFGS.
import torch
torch.manual_seed(0)
X = torch.randn(50, 3); true_w = torch.tensor([1.5, -2.0, 0.5]); y = X @ true_w + 0.3 + 0.01 * torch.randn(50)
w = torch.zeros(3, requires_grad=True); b = torch.zeros((), requires_grad=True); print(w, b)
for i in range(100):
    loss = ((X @ w + b - y) ** 2).mean(); loss.backward()
    with torch.no_grad():
        for p in (w, b): p -= 0.1 * p.grad; p.grad = None
print(w, b, loss); print(torch.linalg.lstsq(torch.cat([X, torch.ones(50, 1)], 1), y[:, None]).solution.squeeze())
w2 = torch.zeros(3, requires_grad=True); o = torch.optim.LBFGS([w2], max_iter=10)
def closure():
    o.zero_grad(); l = ((X @ w2 - y) ** 2).mean(); l.backward(); return l
print(round(o.step(closure).item(), 3), w2)
g = torch.autograd.grad((w ** 3).sum(), w, create_graph=True)[0]; print(torch.autograd.grad(g.sum(), w)[0])
print(loss.grad_fn, loss.grad_fn.next_functions[0][0].name()) if False else print(loss.grad_fn.name(), loss.requires_grad, w.is_leaf)

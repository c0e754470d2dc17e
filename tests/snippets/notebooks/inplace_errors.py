# Changes in place that are refused, and those that are not.
import torch
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
w = torch.ones(2, requires_grad=True)
def a(): w += 1
def b():
    global w
    w += 1
def c():
    y = w.exp(); y += 1; y.sum().backward()
def d():
    l = (w * 2).sum(); l.backward(); l.backward()
def e(): w.data += 1; return w
def f(): w[0] = 3
def g():
    v = w * 2; v[0] = 0; v.sum().backward(); return w.grad
def h():
    with torch.no_grad(): y = w * 2
    y.sum().backward()
def i(): return w.detach().add_(1), w
for t in (a, b, c, d, e, f, g, h, i): attempt(t)
x = torch.ones(3); y = x.view(3, 1); y += 1; print(x, x._version, y.data_ptr() == x.data_ptr(), y._base is x)
w.data = torch.zeros(2); print(w, w.grad); w.grad.zero_(); print(w.grad is w.grad)

# The graph that a result carries.
import torch
a = torch.tensor(2.0, requires_grad=True); b = torch.tensor(3.0, requires_grad=True)
c = a * b; d = c + a; e = d.relu().log()
def walk(fn, depth=0):
    if fn is None: return
    print("  " * depth + fn.name())
    for nxt, _ in fn.next_functions: walk(nxt, depth + 1)
walk(e.grad_fn); c.retain_grad(); e.backward(); print(a.grad, b.grad, c.grad)
print(e.grad_fn.next_functions[0][0].name(), c.grad_fn.next_functions[0][0].variable is a, c.grad_fn.next_functions[1][1])
x = torch.linspace(-1, 1, 3, requires_grad=True); y = torch.where(x > 0, x, x.exp()); y.sum().backward(); print(x.grad, y.grad_fn)  if False else print(y.grad_fn.name())
print(torch.autograd.functional.jacobian(lambda t: t ** 2, torch.tensor([1.0, 2.0])), torch.autograd.functional.hessian(lambda t: (t ** 3).sum(), torch.tensor([1.0, 2.0])))
with torch.autograd.graph.save_on_cpu(): (a * b).exp().backward()
print(a.grad); torch.autograd.set_detect_anomaly(True)
try: torch.tensor([0.0], requires_grad=True).sqrt().mul(0).sum().backward()
except RuntimeError as err: print(err)

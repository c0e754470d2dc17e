# Functions with a backward of their own, checked by finite differences.
import torch
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.save_for_backward(x); ctx.scale = scale
        return scale * x ** 3
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * ctx.scale * 3 * x ** 2, None
class STE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x.sign()
    @staticmethod
    def backward(ctx, g): return g.clamp(-1, 1)
x = torch.tensor([1., -2.], requires_grad=True, dtype=torch.float64)
y = Cube.apply(x, 2.0); print(y)
y.sum().backward(); print(x.grad)
print(torch.autograd.gradcheck(lambda t: Cube.apply(t, 2.0), (x,)))
z = STE.apply(x); z.sum().backward(); print(z, x.grad)
class Two(torch.autograd.Function):
    @staticmethod
    def forward(x, w): return x * w, x + w
    @staticmethod
    def setup_context(ctx, inputs, output): ctx.save_for_backward(*inputs)
    @staticmethod
    def backward(ctx, a, b):
        x, w = ctx.saved_tensors
        print(ctx.needs_input_grad)
        return a * w + b, a * x + b if ctx.needs_input_grad[1] else None
p, q = Two.apply(x, torch.ones(2, dtype=torch.float64)); (p.sum() + q.sum()).backward(); print(x.grad, p.grad_fn.name())
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * 2
    @staticmethod
    def backward(ctx, g): return g, g
try: Bad.apply(x).sum().backward()
except Exception as e: print(type(e).__name__, e)
try: torch.autograd.gradcheck(lambda t: STE.apply(t), (x,))
except Exception as e: print(type(e).__name__, str(e)[:60])

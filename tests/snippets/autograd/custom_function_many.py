# Several inputs, one of them not a tensor; needs_input_grad tells what is wanted.
import torch

class ScaledProduct(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, scale):
        ctx.save_for_backward(a, b)
        ctx.scale = scale
        return a * b * scale

    @staticmethod
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        print("needed:", ctx.needs_input_grad)
        to_a = grad * b * ctx.scale if ctx.needs_input_grad[0] else None
        to_b = grad * a * ctx.scale if ctx.needs_input_grad[1] else None
        return to_a, to_b, None

a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([3.0, 4.0])
ScaledProduct.apply(a, b, 10).sum().backward()
print(a.grad, b.grad)

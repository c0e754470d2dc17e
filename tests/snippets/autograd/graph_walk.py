# next_functions leads from a result back to the leaves.
import torch

x = torch.ones(2, requires_grad=True)
y = ((x * 2).exp() + 1).sum()
node = y.grad_fn
while node is not None:
    print(node.name())
    node = node.next_functions[0][0] if node.next_functions else None
print(y.grad_fn.next_functions[0][0].next_functions[1:])

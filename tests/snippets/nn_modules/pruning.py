# nn.utils.prune: masks on weights, several prunings of one tensor, pruning over the whole model.
import torch
from torch import nn
from torch.nn.utils import prune

layer = nn.Linear(3, 2)
layer.weight.data = torch.tensor([[0.1, -2.0, 3.0], [0.5, 0.2, -0.3]])
prune.l1_unstructured(layer, "weight", amount=2)
print(layer.weight, [name for name, _ in layer.named_parameters()], [name for name, _ in layer.named_buffers()])
prune.ln_structured(layer, "weight", amount=1, n=2, dim=1)
print(layer.weight_mask, [type(hook).__name__ for hook in layer._forward_pre_hooks.values()])
layer(torch.ones(1, 3)).sum().backward()
print(layer.weight_orig.grad, prune.is_pruned(layer), list(layer.state_dict()))
prune.remove(layer, "weight")
print(layer.weight, prune.is_pruned(layer), isinstance(layer.weight, nn.Parameter))
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2))
prune.global_unstructured([(net[0], "weight"), (net[1], "weight")], pruning_method=prune.L1Unstructured, amount=0.5)
print([int((layer.weight == 0).sum()) for layer in net], sum(int((layer.weight == 0).sum()) for layer in net))
prune.random_unstructured(net[0], "bias", amount=3)
prune.custom_from_mask(net[1], "bias", mask=torch.tensor([0.0, 1.0]))
print((net[0].bias == 0).sum(), net[1].bias_mask)
for action in (
    lambda: prune.l1_unstructured(net[0], "weight", amount=1.5),
    lambda: prune.l1_unstructured(net[0], "weight", amount="half"),
    lambda: prune.ln_structured(nn.Linear(2, 2), "bias", 1, 2, 0),
    lambda: prune.random_unstructured(nn.Linear(2, 2), "weight", 9),
    lambda: prune.remove(nn.Linear(2, 2), "weight"),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)

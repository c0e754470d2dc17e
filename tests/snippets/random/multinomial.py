# multinomial with and without replacement.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    weights = torch.tensor([1.0, 2.0, 3.0, 4.0])
    print(torch.multinomial(weights, 3), torch.multinomial(weights, 8, replacement=True))
    print(torch.multinomial(torch.tensor([[0.0, 1.0], [0.5, 0.5]]), 1))
for weights, n in ((torch.tensor([1.0, 0.0]), 2), (torch.tensor([-1.0, 2.0]), 1), (torch.ones(2), 3),
                   (torch.zeros(2), 1)):
    try:
        print(torch.multinomial(weights, n))
    except RuntimeError as error:
        print(error)

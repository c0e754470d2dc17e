# randint with small, large and negative ranges.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    print(torch.randint(10, (8,)), torch.randint(-5, 5, (5,)), torch.randint(2**40, (2,)),
          torch.randint(0, 2, (2, 3)), sep="\n")
torch.manual_seed(0)
print(torch.randint(1000003, (17,))[-5:], torch.randint(0, 256, (4,), dtype=torch.uint8),
      torch.randint(3, (2,)).float())
for arguments in ((0, (2,)), (5, 5, (2,)), (3, 1, (2,))):
    try:
        torch.randint(*arguments)
    except RuntimeError as error:
        print(error)

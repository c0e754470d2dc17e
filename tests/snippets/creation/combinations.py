# cartesian_prod, combinations, tril_indices and vander.
import torch

print(torch.cartesian_prod(torch.tensor([1, 2]), torch.tensor([4, 5, 6])))
print(torch.combinations(torch.tensor([1, 2, 3])))
print(torch.tril_indices(3, 3))
print(torch.triu_indices(2, 3, offset=1))
print(torch.vander(torch.tensor([1, 2, 3])))
print(torch.diag(torch.tensor([1.0, 2.0])))
print(torch.block_diag(torch.ones(1, 2), torch.full((2, 1), 3.0)))

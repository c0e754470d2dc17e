# A confusion matrix by index_put_, bincount and one-hot product.
import torch
import torch.nn.functional as F

truth = torch.tensor([0, 1, 2, 2, 1, 0, 2])
guess = torch.tensor([0, 2, 2, 2, 1, 0, 1])
by_put = torch.zeros(3, 3, dtype=torch.int64)
by_put.index_put_((truth, guess), torch.ones(7, dtype=torch.int64), accumulate=True)
by_count = torch.bincount(truth * 3 + guess, minlength=9).view(3, 3)
by_product = F.one_hot(truth).T @ F.one_hot(guess)
print(by_put, torch.equal(by_put, by_count), torch.equal(by_count, by_product))
print(by_put.diagonal() / by_put.sum(1))

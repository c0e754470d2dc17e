# Divergences, gradients through samples, and parameters and values that do not fit.
import torch
from torch.distributions import Bernoulli, Categorical, MultivariateNormal, Normal, Uniform, kl_divergence

torch.manual_seed(0)
mean = torch.tensor([0.5, -0.5], requires_grad=True)
p, q = Normal(mean, 1.0), Normal(0.0, 2.0)
kl_divergence(p, q).sum().backward()
print(kl_divergence(p, q), mean.grad, p.rsample().requires_grad, p.sample().requires_grad)
print(kl_divergence(Bernoulli(0.3), Bernoulli(0.5)), kl_divergence(Categorical(torch.ones(3)), Categorical(torch.tensor([1.0, 2, 3]))))
print(kl_divergence(MultivariateNormal(torch.zeros(2), torch.eye(2)), MultivariateNormal(torch.ones(2), 2 * torch.eye(2))))
for attempt in (
    lambda: Categorical(torch.tensor([-1.0, 2.0])), lambda: Normal(0.0, -1.0), lambda: Bernoulli(0.5).log_prob(torch.tensor(2.0)),
    lambda: Bernoulli(), lambda: Uniform(2.0, 1.0), lambda: kl_divergence(Uniform(0.0, 1.0), Categorical(torch.ones(2))),
    lambda: Normal(0.0, 1.0).log_prob(3.0), lambda: Categorical(torch.tensor(1.0)),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
print(Normal(0.0, 1.0).expand((2,)), Categorical(torch.ones(2)).enumerate_support())

# What distributions say of themselves, and what they draw.
import torch
from torch.distributions import *

torch.manual_seed(0)
for d in (
    Normal(0.0, 1.0), Normal(torch.zeros(2), torch.ones(2)), Uniform(0.0, 2.0), Bernoulli(probs=0.3), Exponential(2.0),
    Bernoulli(logits=torch.tensor([0.0, 1.0])), Categorical(torch.tensor([0.2, 0.3, 0.5])), Laplace(0.0, 1.0),
    Categorical(logits=torch.zeros(2, 3)), Beta(2.0, 3.0), Gamma(2.0, 1.0), Dirichlet(torch.ones(3)), Poisson(4.0),
    Geometric(0.3), Cauchy(0.0, 1.0), LogNormal(0.0, 1.0), Gumbel(0.0, 1.0), HalfNormal(1.0), StudentT(3.0), Chi2(2.0),
    Multinomial(5, torch.tensor([0.2, 0.8])), MultivariateNormal(torch.zeros(2), torch.eye(2)), HalfCauchy(1.0),
    OneHotCategorical(torch.tensor([0.3, 0.7])), Independent(Normal(torch.zeros(3), 1.0), 1),
):
    print(d, d.batch_shape, d.event_shape, d.has_rsample, d.support)
    for ask in (
        lambda: d.mean, lambda: d.variance, lambda: d.mode, lambda: d.sample(), lambda: d.sample((2,)), lambda: d.entropy(),
        lambda: d.log_prob(d.sample()), lambda: d.rsample(),
    ):
        try:
            print(ask())
        except NotImplementedError as error:
            print("NotImplementedError", error)

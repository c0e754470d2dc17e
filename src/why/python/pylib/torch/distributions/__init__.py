"""Distributions: sampling, densities, entropies and divergences, as formulas over tensors."""

from torch.distributions import constraints
from torch.distributions.continuous import (
    Cauchy, Exponential, Gumbel, Laplace, Normal, Uniform,
)
from torch.distributions.discrete import (
    Bernoulli, Binomial, Categorical, Geometric, Multinomial, OneHotCategorical, OneHotCategoricalStraightThrough, Poisson,
)
from torch.distributions.distribution import Distribution, ExponentialFamily
from torch.distributions.folded import HalfCauchy, HalfNormal, LogNormal
from torch.distributions.gammas import Beta, Chi2, Dirichlet, Gamma, StudentT
from torch.distributions.joint import Independent, MixtureSameFamily, MultivariateNormal
from torch.distributions.kl import kl_divergence, register_kl

# Programs import from one module a distribution, which PyTorch has.
import sys as _sys

for _name, _class in list(globals().items()):
    if isinstance(_class, type) and issubclass(_class, Distribution) and _class not in (Distribution, ExponentialFamily):
        _module = "".join("_" + c.lower() if c.isupper() else c for c in _name).lstrip("_")
        _class.__module__ = f"torch.distributions.{_module}"
        _known = type(_sys)(_class.__module__)
        setattr(_known, _name, _class)
        globals().setdefault(_module, _known)
        _sys.modules.setdefault(_class.__module__, _known)

_MISSING = (
    "ContinuousBernoulli FisherSnedecor GeneralizedPareto InverseGamma Kumaraswamy LKJCholesky LogisticNormal "
    "LowRankMultivariateNormal NegativeBinomial Pareto RelaxedBernoulli RelaxedOneHotCategorical VonMises Weibull "
    "Wishart TransformedDistribution biject_to transform_to AbsTransform AffineTransform CatTransform ComposeTransform "
    "CorrCholeskyTransform CumulativeDistributionTransform ExpTransform IndependentTransform LowerCholeskyTransform "
    "PositiveDefiniteTransform PowerTransform ReshapeTransform SigmoidTransform SoftplusTransform TanhTransform "
    "SoftmaxTransform StackTransform StickBreakingTransform Transform identity_transform"
).split()

__all__ = [
    "Bernoulli", "Beta", "Binomial", "Categorical", "Cauchy", "Chi2", "Dirichlet", "Distribution", "Exponential",
    "ExponentialFamily", "Gamma", "Geometric", "Gumbel", "HalfCauchy", "HalfNormal", "Independent", "Laplace", "LogNormal",
    "MixtureSameFamily", "Multinomial", "MultivariateNormal", "Normal", "OneHotCategorical",
    "OneHotCategoricalStraightThrough", "StudentT", "Poisson", "Uniform", "kl_divergence", "register_kl",
]


def __getattr__(name):
    if name in _MISSING:
        raise NotImplementedError(f"torch.distributions.{name} is not supported here")
    raise AttributeError(f"module 'torch.distributions' has no attribute '{name}'")

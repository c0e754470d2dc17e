"""numpy.random.Generator: the newer streams of `default_rng`, number for number."""

import _numpy
import torch

from . import _types
from ._array import array, asarray, ndarray, result, wrap
from ._scalars import generic


def _words(seed):
    """A seed's words of 32 bits, the lowest first."""
    if seed is None:
        # The child has no source of chance: an unseeded stream is always the same one.
        seed = 5489
    if hasattr(seed, "__index__"):
        seed = seed.__index__()
        if seed < 0:
            raise ValueError("expected non-negative integer")
        words = [seed & 0xFFFFFFFF]
        while seed := seed >> 32:
            words.append(seed & 0xFFFFFFFF)
        return words
    if isinstance(seed, (list, tuple, ndarray)):
        return [word for one in seed for word in _words(int(one))]
    raise TypeError(
        "SeedSequence expects int or sequence of ints for entropy not " + repr(seed)
    )


def default_rng(seed=None):
    """A generator with numpy's PCG64, from a seed."""
    return seed if isinstance(seed, Generator) else Generator(_words(seed))


def _shape(size):
    if size is None:
        return None
    sizes = (int(size),) if hasattr(size, "__index__") else tuple(int(each) for each in size)
    if any(each < 0 for each in sizes):
        raise ValueError("negative dimensions are not allowed")
    return sizes


def _count(sizes):
    count = 1
    for each in sizes or ():
        count *= each
    return count


def _number(value):
    return value.item() if isinstance(value, generic) else value


class Generator:
    """A stream of random numbers."""

    def __init__(self, words):
        if not isinstance(words, list):
            raise NotImplementedError("numpy.random.Generator(bit_generator) is not supported; use default_rng")
        self._stream = _numpy.Generator(words)

    def __repr__(self):
        return "Generator(PCG64)"

    __str__ = __repr__

    def __getattr__(self, name):
        if name in _MISSING:
            raise NotImplementedError(f"numpy.random.Generator.{name} is not supported")
        raise AttributeError(f"'numpy.random._generator.Generator' object has no attribute '{name}'")

    def _draw(self, size, method, *parameters):
        """Draws by a native method; with parameters that are arrays, once for each of their elements."""
        parameters = [_number(each) for each in parameters]
        sizes = _shape(size)
        if all(isinstance(each, (int, float)) for each in parameters):
            drawn = getattr(self._stream, method)(_count(sizes), *parameters)
            return drawn.item() if sizes is None else wrap(drawn.reshape(sizes))
        tensors = torch.broadcast_tensors(*(asarray(each)._torch_value.to(torch.float64) for each in parameters))
        if sizes is not None:
            tensors = [tensor.expand(sizes) for tensor in tensors]
        rows = zip(*(tensor.reshape(-1).tolist() for tensor in tensors))
        drawn = [getattr(self._stream, method)(1, *row) for row in rows]
        return result(torch.cat(drawn).reshape(tensors[0].shape))

    def _stored(self, drawn, out):
        if out is None:
            return drawn
        out[...] = drawn
        return out

    def random(self, size=None, dtype=float, out=None):
        """Numbers in [0, 1)."""
        kind = _types.find(dtype)
        if kind.name not in ("float32", "float64"):
            raise TypeError(f"Unsupported dtype dtype('{kind.name}') for random")
        if out is not None and size is None:
            size = out.shape
        method = "random_float" if kind.name == "float32" else "random"
        return self._stored(self._draw(size, method), out)

    def uniform(self, low=0.0, high=1.0, size=None):
        return self._draw(size, "uniform", low, high)

    def _double(self, dtype, name):
        if _types.find(dtype).name != "float64":
            raise NotImplementedError(f"numpy.random.Generator.{name}(dtype={dtype!r}) is not supported")

    def standard_normal(self, size=None, dtype=float, out=None):
        self._double(dtype, "standard_normal")
        if out is not None and size is None:
            size = out.shape
        return self._stored(self._draw(size, "normal", 0.0, 1.0), out)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._draw(size, "normal", loc, scale)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        from ._ufuncs import exp

        drawn = self.normal(mean, sigma, size)
        return exp(drawn) if isinstance(drawn, ndarray) else float(exp(drawn))

    def standard_exponential(self, size=None, dtype=float, method="zig", out=None):
        self._double(dtype, "standard_exponential")
        if method != "zig":
            raise NotImplementedError("numpy.random.Generator.standard_exponential(method='inv') is not supported")
        return self._stored(self._draw(size, "exponential", 1.0), out)

    def exponential(self, scale=1.0, size=None):
        return self._draw(size, "exponential", scale)

    def integers(self, low, high=None, size=None, dtype=int, endpoint=False):
        """Integers from `low` up to, but without, `high`; with one bound, from 0 up to it."""
        kind = _types.find(dtype)
        if high is None:
            low, high = 0, low
        if not all(hasattr(end, "__index__") or isinstance(end, float) for end in (low, high)):
            raise NotImplementedError("numpy.random.Generator.integers with arrays as bounds is not supported")
        low, last = int(low), int(high) - (not endpoint)
        least, most = (0, 1) if kind.kind == "b" else _types.limits(kind)
        if low < least:
            raise ValueError(f"low is out of bounds for {kind.name}")
        if last > most:
            raise ValueError(f"high is out of bounds for {kind.name}")
        if low > last:
            relation = ">" if endpoint else ">="
            raise ValueError("high <= 0" if low == 0 and not endpoint else f"low {relation} high")
        sizes = _shape(size)
        drawn = self._stream.integers(_count(sizes), low, last, kind.name).to(kind.torch)
        if sizes is None:
            value = drawn.item()
            return bool(value) if dtype is bool else kind.type(value)
        return wrap(drawn.reshape(sizes))

    def permutation(self, x, axis=0):
        """The numbers below one, or the rows of an array, in a random order."""
        if hasattr(x, "__index__") and not hasattr(x, "__len__"):
            return wrap(self._stream.permutation(x.__index__()))
        values = array(x)._torch_value
        order = self._stream.permutation(values.shape[axis])
        return wrap(values.index_select(axis, order))

    def shuffle(self, x, axis=0):
        """Puts a list or the rows of an array into a random order, in place."""
        if isinstance(x, (ndarray, torch.Tensor)):
            rows = x._torch_value if isinstance(x, ndarray) else x
            order = self._stream.permutation(rows.shape[axis])
            rows.copy_(rows.index_select(axis, order))
            return
        if axis != 0:
            raise NotImplementedError("Axis argument is only supported on ndarray objects")
        order = self._stream.permutation(len(x))
        x[:] = [x[place] for place in order.tolist()]

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Elements of a list, or numbers below one, each as likely as the others or as `p` says."""
        population = None
        if hasattr(a, "__index__") and not hasattr(a, "__len__"):
            total = a.__index__()
            if total <= 0 and _count(_shape(size)):
                raise ValueError("a must be a positive integer unless no samples are taken")
        else:
            texts = isinstance(a, (list, tuple)) and any(isinstance(item, str) for item in a)
            population = list(a) if texts else asarray(a)
            total = len(population) if texts else population.shape[axis]
            if not total and _count(_shape(size)):
                raise ValueError("a cannot be empty unless no samples are taken")
        weights = None
        if p is not None:
            weights = [float(each) for each in asarray(p).tolist()]
            if len(weights) != total:
                raise ValueError("a and p must have same size")
            if any(each != each for each in weights):
                raise ValueError("probabilities contain NaN")
            if any(each < 0 for each in weights):
                raise ValueError("Probabilities are not non-negative")
            if abs(sum(weights) - 1.0) > 1e-8:
                raise ValueError("Probabilities do not sum to 1. See Notes section of docstring for more information.")
        sizes = _shape(size)
        places = self._stream.choice(total, _count(sizes), bool(replace), weights, bool(shuffle))
        if isinstance(population, list):
            if sizes is not None:
                raise NotImplementedError("numpy arrays of strings are not supported")
            return population[places.item()]
        if population is None:
            return wrap(places.reshape(sizes)) if sizes is not None else _types.find(int).type(places.item())
        if sizes is None:
            return population.take(places.item(), axis) if population.ndim > 1 else population[places.item()]
        if axis == 0:
            return population[wrap(places.reshape(sizes))]
        return wrap(population._torch_value.index_select(axis, places))


Generator.__module__ = "numpy.random._generator"

_MISSING = (
    "beta binomial bytes chisquare dirichlet f gamma geometric gumbel hypergeometric laplace logistic logseries "
    "multinomial multivariate_hypergeometric multivariate_normal negative_binomial noncentral_chisquare noncentral_f "
    "pareto permuted poisson power rayleigh spawn standard_cauchy standard_gamma standard_t triangular vonmises wald "
    "weibull zipf bit_generator"
).split()

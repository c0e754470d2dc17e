"""numpy.random: the legacy streams, number for number. `seed(0)` gives what it gives in NumPy."""

import _numpy
import torch

from . import _types
from ._array import array, asarray, ndarray, result, wrap
from ._creation import arange
from ._scalars import generic


def _shape(size):
    if size is None:
        return None
    sizes = (int(size),) if hasattr(size, "__index__") else tuple(int(each) for each in size)
    if any(each < 0 for each in sizes):
        raise ValueError("negative dimensions are not allowed")
    return sizes


class RandomState:
    """A stream of random numbers from one seed."""

    def __init__(self, seed=None):
        self.seed(seed)

    def seed(self, seed=None):
        if seed is None:
            # The child has no source of chance: an unseeded stream is always the same one.
            seed = 5489
        if hasattr(seed, "__index__"):
            seed = seed.__index__()
            if not 0 <= seed < 2**32:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            self._state = _numpy.RandomState(seed)
            return
        if isinstance(seed, float):
            raise TypeError("Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'")
        words = asarray(seed)
        if not words.size:
            raise ValueError("Seed must be non-empty")
        if words.size and bool(((words._torch_value < 0) | (words._torch_value >= 2**32)).any()):
            raise ValueError("Seed values must be between 0 and 2**32 - 1")
        self._state = _numpy.RandomState(words.ravel().tolist())

    def get_state(self, legacy=True):
        words, position, has_gauss, gauss = self._state.get_state()
        return ("MT19937", asarray(words), position, has_gauss, gauss)

    def set_state(self, state):
        _, words, position, has_gauss, gauss = state
        self._state.set_state([int(word) for word in asarray(words).tolist()], int(position), int(has_gauss), float(gauss))

    # Numbers, singly or in a shape.

    def _draw(self, size, method, *parameters):
        """Draws by a native method; with parameters that are arrays, once for each of their elements."""
        sizes = _shape(size)
        if all(isinstance(each, (int, float)) for each in parameters):
            count = 1
            for each in sizes or ():
                count *= each
            drawn = getattr(self._state, method)(count, *parameters)
            return result(drawn.reshape(())) if sizes is None else wrap(drawn.reshape(sizes))
        tensors = torch.broadcast_tensors(*(asarray(each)._torch_value.to(torch.float64) for each in parameters))
        if sizes is not None:
            tensors = [tensor.expand(sizes) for tensor in tensors]
        rows = zip(*(tensor.reshape(-1).tolist() for tensor in tensors))
        drawn = [getattr(self._state, method)(1, *row) for row in rows]
        return result(torch.cat(drawn).reshape(tensors[0].shape))

    def random_sample(self, size=None):
        return self._plain(self._draw(size, "random"))

    random = ranf = sample = random_sample

    def _plain(self, drawn):
        """Single numbers of these come as Python's own."""
        return drawn.item() if isinstance(drawn, generic) else drawn

    def rand(self, *size):
        return self.random_sample(size if size else None)

    def standard_normal(self, size=None):
        return self._plain(self._draw(size, "normal", 0.0, 1.0))

    def randn(self, *size):
        return self.standard_normal(size if size else None)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._plain(self._draw(size, "normal", _number(loc), _number(scale)))

    def uniform(self, low=0.0, high=1.0, size=None):
        return self._plain(self._draw(size, "uniform", _number(low), _number(high)))

    def exponential(self, scale=1.0, size=None):
        return self._plain(self._draw(size, "exponential", _number(scale)))

    def standard_exponential(self, size=None):
        return self.exponential(1.0, size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        from ._ufuncs import exp

        return self._plain(exp(asarray(self.normal(mean, sigma, size)))[()])

    def binomial(self, n, p, size=None):
        return self._plain(self._draw(size, "binomial", _number(n), _number(p)))

    def poisson(self, lam=1.0, size=None):
        return self._plain(self._draw(size, "poisson", _number(lam)))

    def randint(self, low, high=None, size=None, dtype=int):
        """Integers from `low` up to, but without, `high`; with one bound, from 0 up to it."""
        kind = _types.find(dtype)
        if high is None:
            low, high = 0, low
        if not all(hasattr(end, "__index__") or isinstance(end, float) for end in (low, high)):
            raise NotImplementedError("numpy.random.randint with arrays as bounds is not supported")
        if any(isinstance(end, float) and end != int(end) for end in (low, high)):
            low, high = int(low), int(high)
        low, high = int(low), int(high)
        least, most = (0, 1) if kind.kind == "b" else _types.limits(kind)
        if low < least:
            raise ValueError(f"low is out of bounds for {kind.name}")
        if high > most + 1:
            raise ValueError(f"high is out of bounds for {kind.name}")
        if low >= high:
            raise ValueError("high <= 0" if low == 0 else "low >= high")
        sizes = _shape(size)
        count = 1
        for each in sizes or ():
            count *= each
        drawn = self._state.integers(count, low, high - 1, kind.name).to(kind.torch)
        if sizes is None:
            value = drawn.reshape(()).item()
            return value if dtype in (int, bool) else kind.type(value)
        return wrap(drawn.reshape(sizes))

    def random_integers(self, low, high=None, size=None):
        low, high = (1, low) if high is None else (low, high)
        return self.randint(low, high + 1, size)

    # Order.

    def permutation(self, x):
        if hasattr(x, "__index__") and not hasattr(x, "__len__"):
            return wrap(self._state.permutation(x.__index__()))
        found = array(x)
        order = self._state.permutation(len(found))
        return wrap(found._torch_value[order])

    def shuffle(self, x):
        """Puts a list or the rows of an array into a random order, in place."""
        order = self._state.permutation(len(x))
        if isinstance(x, (ndarray, torch.Tensor)):
            rows = x._torch_value if isinstance(x, ndarray) else x
            rows.copy_(rows[order])
        else:
            x[:] = [x[place] for place in order.tolist()]

    def choice(self, a, size=None, replace=True, p=None):
        """Elements of a list, or numbers below one, each as likely as the others or as `p` says."""
        if hasattr(a, "__index__") and not hasattr(a, "__len__"):
            population, total = None, a.__index__()
            if total <= 0 and size != 0:
                raise ValueError("a must be greater than 0 unless no samples are taken")
        else:
            strings = isinstance(a, (list, tuple)) and any(isinstance(item, str) for item in a)
            population = list(a) if strings else asarray(a)
            if not strings and population.ndim != 1:
                raise ValueError("a must be 1-dimensional")
            total = len(population)
            if not total and size != 0:
                raise ValueError("'a' cannot be empty unless no samples are taken")
        weights = None if p is None else [float(each) for each in asarray(p).tolist()]
        sizes = _shape(size)
        count = 1
        for each in sizes or ():
            count *= each
        places = self._state.choice(total, count, bool(replace), weights)
        if isinstance(population, list):
            if sizes is not None:
                raise NotImplementedError("numpy arrays of strings are not supported")
            return population[places.item()]
        chosen = wrap(places.reshape(sizes or ()))
        if population is not None:
            return population[chosen if sizes is not None else places.item()]
        return chosen if sizes is not None else places.item()

    def bytes(self, length):
        raise NotImplementedError("numpy.random.bytes is not supported")


def _number(value):
    return value.item() if isinstance(value, generic) else value


_rand = RandomState()
for _name in (
    "seed get_state set_state random_sample random ranf sample rand standard_normal randn normal uniform exponential "
    "standard_exponential lognormal binomial poisson randint random_integers permutation shuffle choice"
).split():
    globals()[_name] = getattr(_rand, _name)

from ._generator import Generator, default_rng

_MISSING = (
    "SeedSequence PCG64 MT19937 Philox BitGenerator beta gamma laplace logistic multinomial "
    "multivariate_normal dirichlet geometric gumbel hypergeometric pareto rayleigh standard_cauchy standard_gamma "
    "standard_t triangular vonmises wald weibull zipf chisquare f logseries negative_binomial noncentral_chisquare "
    "noncentral_f power bytes"
).split()


def __getattr__(name):
    if name in _MISSING:
        raise NotImplementedError(f"numpy.random.{name} is not supported")
    raise AttributeError(f"module 'numpy.random' has no attribute '{name}'")

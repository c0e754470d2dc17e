"""DataLoader: goes through a dataset once an epoch, in batches.

Workers don't run beside the program but in it, one batch after the other. Each has its own stream of random numbers and
its own copy of an iterable dataset, as processes would have.
"""

import random
import warnings
from collections import deque, namedtuple
from copy import deepcopy
from itertools import cycle, repeat

import torch

from .collate import default_collate, default_convert
from .dataset import IterableDataset, Subset, TensorDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler

_WorkerInfo = namedtuple("WorkerInfo", ["id", "num_workers", "seed", "dataset"])
_worker_info = None


def get_worker_info():
    """The worker this is called in: its id, how many there are, its seed and its dataset; None outside of one."""
    return _worker_info


class _NoIndices:
    """Stands in for a sampler where a dataset is only iterated over."""

    def __iter__(self):
        return repeat(None)


class DataLoader:
    """Batches of a dataset. `for` over it is one epoch."""

    _initialized = False

    def __class_getitem__(cls, item):
        return cls

    def __init__(
        self,
        dataset,
        batch_size=1,
        shuffle=None,
        sampler=None,
        batch_sampler=None,
        num_workers=0,
        collate_fn=None,
        pin_memory=False,
        drop_last=False,
        timeout=0,
        worker_init_fn=None,
        multiprocessing_context=None,
        generator=None,
        *,
        prefetch_factor=None,
        persistent_workers=False,
        pin_memory_device="",
        in_order=True,
    ):
        _check_workers(num_workers, timeout, prefetch_factor, persistent_workers, multiprocessing_context)
        self.dataset = dataset
        self.num_workers = num_workers
        self.prefetch_factor = 2 if num_workers > 0 and prefetch_factor is None else prefetch_factor
        self.pin_memory = pin_memory
        self.pin_memory_device = pin_memory_device
        self.timeout = timeout
        self.worker_init_fn = worker_init_fn
        self.multiprocessing_context = multiprocessing_context
        self.in_order = in_order
        self._iterable = isinstance(dataset, IterableDataset)
        if self._iterable:
            for option, value in (("shuffle", shuffle or None), ("sampler", sampler), ("batch_sampler", batch_sampler)):
                if value is not None:
                    raise ValueError(
                        f"DataLoader with IterableDataset: expected unspecified {option} option, but got "
                        f"{option}={value}"
                    )
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last"
                )
            batch_size = None
            drop_last = False
        elif batch_size is None and drop_last:
            raise ValueError(
                "batch_size=None option disables auto-batching and is mutually exclusive with drop_last"
            )
        if sampler is None:
            if self._iterable:
                sampler = _NoIndices()
            else:
                sampler = RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        if collate_fn is None:
            collate_fn = default_convert if batch_sampler is None else default_collate
        self.collate_fn = collate_fn
        self.persistent_workers = persistent_workers
        self._iterator = None
        self._stream_length = None
        self._initialized = True

    def __setattr__(self, attr, value):
        if self._initialized and attr in (
            "batch_size",
            "batch_sampler",
            "sampler",
            "drop_last",
            "dataset",
            "persistent_workers",
        ):
            raise ValueError(f"{attr} attribute should not be set after {type(self).__name__} is initialized")
        super().__setattr__(attr, value)

    @property
    def _index_sampler(self):
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __iter__(self):
        if self.num_workers == 0:
            return _SingleProcessDataLoaderIter(self)
        if not self.persistent_workers:
            return _MultiProcessingDataLoaderIter(self)
        if self._iterator is None:
            self._iterator = _MultiProcessingDataLoaderIter(self)
        else:
            self._iterator.restart()
        return self._iterator

    def __len__(self):
        if not self._iterable:
            return len(self._index_sampler)
        length = self._stream_length = len(self.dataset)
        if self.batch_size is None:
            return length
        return length // self.batch_size if self.drop_last else -(-length // self.batch_size)


def _check_workers(num_workers, timeout, prefetch_factor, persistent_workers, multiprocessing_context):
    if num_workers < 0:
        raise ValueError(
            "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing."
        )
    if timeout < 0:
        raise ValueError("timeout option should be non-negative")
    if num_workers == 0 and prefetch_factor is not None:
        raise ValueError(
            "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable "
            "multiprocessing, otherwise set prefetch_factor to None."
        )
    if prefetch_factor is not None and prefetch_factor < 0:
        raise ValueError("prefetch_factor option should be non-negative")
    if persistent_workers and num_workers == 0:
        raise ValueError("persistent_workers option needs num_workers > 0")
    if multiprocessing_context is not None and num_workers == 0:
        raise ValueError(
            "multiprocessing_context can only be used with multi-process loading (num_workers > 0), but got "
            f"num_workers={num_workers}"
        )


class _Fetcher:
    """Turns indices into a batch."""

    def __init__(self, loader, dataset):
        self.dataset = dataset
        self.batched = loader.batch_sampler is not None
        self.collate_fn = loader.collate_fn
        self.drop_last = loader.drop_last
        self.stream = iter(dataset) if loader._iterable else None

    def fetch(self, indices):
        if self.stream is not None:
            return self.collate_fn(self._next_of_stream(indices))
        if not self.batched:
            return self.collate_fn(self.dataset[indices])
        if self.collate_fn is default_collate:
            batch = _rows_of_tensors(self.dataset, indices)
            if batch is not None:
                return batch
        if getattr(self.dataset, "__getitems__", None):
            return self.collate_fn(self.dataset.__getitems__(indices))
        return self.collate_fn([self.dataset[index] for index in indices])

    def _next_of_stream(self, indices):
        if not self.batched:
            return next(self.stream)
        samples = [sample for _, sample in zip(indices, self.stream)]
        if not samples or (self.drop_last and len(samples) < len(indices)):
            raise StopIteration
        return samples


def _rows_of_tensors(dataset, indices):
    """The batch that stacking a TensorDataset's samples would give, taken out of its tensors in one go."""
    if type(indices) is not list or any(type(index) is not int for index in indices):
        return None
    while type(dataset) is Subset:
        indices = [dataset.indices[index] for index in indices]
        dataset = dataset.dataset
    if type(dataset) is not TensorDataset or not len(dataset) or any(tensor.requires_grad for tensor in dataset.tensors):
        return None
    return [tensor[indices] for tensor in dataset.tensors]


class _BaseDataLoaderIter:
    def __init__(self, loader):
        self._loader = loader
        self._num_yielded = 0
        self._index_sampler = loader._index_sampler
        self._sampler_iter = iter(self._index_sampler)
        # Drawn even where there are no workers to seed, so that the random numbers that follow are the same.
        self._base_seed = torch.empty((), dtype=torch.int64).random_(generator=loader.generator).item()

    def __iter__(self):
        return self

    def __len__(self):
        return len(self._index_sampler)

    def __next__(self):
        batch = self._next_batch()
        self._num_yielded += 1
        length = self._loader._stream_length
        if length is not None and self._num_yielded > length:
            message = (
                f"Length of IterableDataset {self._loader.dataset} was reported to be {length}(when accessing "
                f"len(dataloader)), but {self._num_yielded} samples have been fetched. "
            )
            if self._loader.num_workers > 0:
                message += (
                    "For multiprocessing data-loading, this could be caused by not properly configuring the "
                    "IterableDataset replica at each worker. Please see "
                    "https://pytorch.org/docs/stable/data.html#torch.utils.data.IterableDataset for examples."
                )
            warnings.warn(message, stacklevel=2)
        return batch


class _SingleProcessDataLoaderIter(_BaseDataLoaderIter):
    def __init__(self, loader):
        super().__init__(loader)
        if loader.timeout != 0:
            raise AssertionError("_SingleProcessDataLoaderIter requires timeout == 0")
        self._fetch = _Fetcher(loader, loader.dataset).fetch

    def _next_batch(self):
        return self._fetch(next(self._sampler_iter))


class _Worker:
    """One of a loader's workers: what it knows of itself, and its own state of the random generators."""

    def __init__(self, loader, number, base_seed):
        # A process would have a copy of everything; for a dataset with indices that makes no difference worth its cost.
        dataset = deepcopy(loader.dataset) if loader._iterable else loader.dataset
        self.info = _WorkerInfo(number, loader.num_workers, base_seed + number, dataset)
        self.loader = loader
        self.random_states = None
        self.run(self._start)
        self.restart()

    def _start(self):
        random.seed(self.info.seed)
        torch.manual_seed(self.info.seed)
        if self.loader.worker_init_fn is not None:
            self.loader.worker_init_fn(self.info.id)

    def restart(self):
        self.fetcher = self.run(_Fetcher, self.loader, self.info.dataset)

    def run(self, function, *args):
        """Calls a function as if in the worker."""
        global _worker_info
        outside = random.getstate(), torch.get_rng_state()
        if self.random_states is not None:
            random.setstate(self.random_states[0])
            torch.set_rng_state(self.random_states[1])
        _worker_info = self.info
        try:
            return function(*args)
        finally:
            _worker_info = None
            self.random_states = random.getstate(), torch.get_rng_state()
            random.setstate(outside[0])
            torch.set_rng_state(outside[1])


class _MultiProcessingDataLoaderIter(_BaseDataLoaderIter):
    """Batches of several workers, which take turns."""

    def __init__(self, loader):
        super().__init__(loader)
        self._workers = [_Worker(loader, number, self._base_seed) for number in range(loader.num_workers)]
        self._iterable = loader._iterable
        self._ahead = loader.prefetch_factor * loader.num_workers
        self._begin_epoch()

    def _begin_epoch(self):
        self._turns = cycle(self._workers)
        self._working = set(range(len(self._workers)))
        # Indices are drawn ahead of the batches they are for, which shows where a sampler draws random numbers.
        self._tasks = deque()
        for _ in range(self._ahead):
            self._draw_task()

    def restart(self):
        """Begins another epoch with the same workers, which go on with their random numbers."""
        self._sampler_iter = iter(self._index_sampler)
        self._num_yielded = 0
        for worker in self._workers:
            worker.restart()
        self._begin_epoch()

    def _draw_task(self):
        indices = next(self._sampler_iter, self)
        if indices is not self:
            self._tasks.append(indices)

    def _next_batch(self):
        while self._tasks and self._working:
            worker = next(self._turns)
            if worker.info.id not in self._working:
                continue
            indices = self._tasks.popleft()
            self._draw_task()
            try:
                return worker.run(worker.fetcher.fetch, indices)
            except StopIteration:
                if not self._iterable:
                    raise
                self._working.discard(worker.info.id)
        raise StopIteration

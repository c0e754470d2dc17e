"""Progress bars that are not shown: what is iterated passes through, and a picture of a terminal would only be noise."""

import sys

__all__ = ["tqdm", "trange"]


class tqdm:
    """Wraps an iterable; counts, and prints nothing but what `write` is given."""

    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1,
                 maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False,
                 dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None,
                 unit_divisor=1000, **kwargs):
        if total is None and iterable is not None:
            try:
                total = len(iterable)
            except (TypeError, AttributeError):
                total = None
        self.iterable, self.desc, self.total, self.leave = iterable, desc or "", total, leave
        self.n, self.initial, self.unit, self.disable = initial, initial, unit, disable
        self.postfix = postfix

    def __iter__(self):
        for item in self.iterable:
            yield item
            self.n += 1

    def __len__(self):
        return self.total if self.iterable is None else len(self.iterable)

    def __bool__(self):
        if self.total is not None:
            return self.total > 0
        if self.iterable is None:
            raise TypeError("bool() undefined when iterable == total == None")
        return bool(self.iterable)

    def __contains__(self, item):
        return item in self.iterable

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def update(self, n=1):
        self.n += n

    def close(self):
        pass

    def reset(self, total=None):
        self.n = 0
        if total is not None:
            self.total = total

    def refresh(self, *args, **kwargs):
        return True

    display = clear = unpause = refresh

    def set_description(self, desc=None, refresh=True):
        self.desc = f"{desc}: " if desc else ""

    def set_description_str(self, desc=None, refresh=True):
        self.desc = desc or ""

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        values = {**(ordered_dict or {}), **kwargs}
        shown = {k: f"{v:.3g}" if isinstance(v, float) else str(v).strip() for k, v in values.items()}
        self.postfix = ", ".join(f"{k}={v}" for k, v in sorted(shown.items()))

    def set_postfix_str(self, s="", refresh=True):
        self.postfix = str(s)

    @classmethod
    def write(cls, s, file=None, end="\n", nolock=False):
        (sys.stdout if file is None else file).write(s + end)


def trange(*args, **kwargs):
    return tqdm(range(*args), **kwargs)

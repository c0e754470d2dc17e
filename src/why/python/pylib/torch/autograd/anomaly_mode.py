"""Anomaly detection: backward fails at the operation whose gradient is not a number."""

import warnings

import _torch


class set_detect_anomaly:
    """Looks for anomalies or not, from the call on; as a context manager, until its end."""

    def __init__(self, mode, check_nan=True):
        self.before = _torch._anomaly()
        _torch._set_anomaly(mode, check_nan)

    def __enter__(self):
        return None

    def __exit__(self, *details):
        _torch._set_anomaly(*self.before)


class detect_anomaly:
    """Looks for anomalies inside a `with` block."""

    def __init__(self, check_nan=True):
        self.check_nan = check_nan
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for "
            "debugging.",
            stacklevel=2,
        )

    def __enter__(self):
        self.before = _torch._anomaly()
        _torch._set_anomaly(True, self.check_nan)

    def __exit__(self, *details):
        _torch._set_anomaly(*self.before)

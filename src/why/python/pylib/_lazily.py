"""Packages whose parts are loaded when they are first used, so that a program waits for nothing that it does without."""

import sys

_Module = type(sys)
_lazily = sys.modules[__name__]


def parts(namespace, homes, modules=(), otherwise=None):
    """The `__getattr__` and `__dir__` of the package, or of a module in it, with this namespace.

    `homes` says in which of the package's modules a name is, `modules` which of them are public themselves. `otherwise(name)`
    answers for the names that are in neither. Called last, it also sets what `import *` takes, if that is not set.
    """
    name = namespace["__name__"]
    package = name if "__path__" in namespace else name.rpartition(".")[0]

    def __getattr__(wanted):
        home = homes.get(wanted)
        if home is not None:
            found = vars(__import__(f"{package}.{home}", None, None, ["__name__"]))
            if wanted not in found:
                # A package of the same kind, whose own parts are still to come.
                value = namespace[wanted] = getattr(__import__(f"{package}.{home}", None, None, [wanted]), wanted)
                return value
            for one, at in homes.items():
                # A module that is named like something in it has just taken that one's place.
                if at == home and one in found and isinstance(namespace.get(one, _lazily), _Module):
                    namespace[one] = found[one]
        elif wanted in modules:
            namespace[wanted] = __import__(f"{package}.{wanted}", None, None, ["__name__"])
        elif otherwise is not None:
            return otherwise(wanted)
        else:
            raise AttributeError(f"module '{name}' has no attribute '{wanted}'")
        return namespace[wanted]

    def __dir__():
        return sorted({*namespace, *homes, *modules})

    namespace.setdefault("__all__", [one for one in {**namespace, **homes, **dict.fromkeys(modules)} if one[0] != "_"])
    return __getattr__, __dir__


def homes(**names):
    """The home of each name, from the names of each home: `homes(linear="Bilinear Linear")`."""
    return {name: home for home, those in names.items() for name in those.split()}

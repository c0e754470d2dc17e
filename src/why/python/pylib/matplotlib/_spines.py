"""Spines: the four lines around an axes, which a program may hide."""


class Spines:
    """The four lines around an axes, by their names; a list of names means several at once."""

    def __init__(self, settings, names=("left", "right", "bottom", "top")):
        self._settings, self._names = settings, names

    def __getitem__(self, key):
        names = [key] if isinstance(key, str) else list(self._names) if isinstance(key, slice) else list(key)
        if not set(names) <= {"left", "right", "bottom", "top"}:
            raise KeyError(key)
        return Spines(self._settings, names)

    def __getattr__(self, name):
        if name in ("left", "right", "bottom", "top"):
            return self[name]
        raise AttributeError(f"'Spines' object has no attribute '{name}'")

    def values(self):
        return [self[name] for name in self._names]

    def set_visible(self, visible):
        hidden = set(self._settings.get("spines_hidden", ()))
        hidden = hidden - set(self._names) if visible else hidden | set(self._names)
        self._settings["spines_hidden"] = sorted(hidden)

    def set_color(self, color):
        self.set_visible(color not in ("none", None))

    def set_linewidth(self, width):
        pass

# An exception of the program's own that nobody catches.
class ShapeError(ValueError):
    pass
print("before")
raise ShapeError("expected 3 columns,\ngot 4")

"""A search along a line for a point that is low enough and flat enough: the strong Wolfe conditions.

After Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6, with cubic steps.
"""

ENOUGH_DESCENT = 1e-4
ENOUGH_FLATTENING = 0.9
SHORTEST_STEP = 1e-9


class _Point:
    """A place on the line: how far along, the loss there, the gradient, and the slope along the line."""

    def __init__(self, length, loss, gradient, slope):
        self.length, self.loss, self.gradient, self.slope = length, loss, gradient, slope


def strong_wolfe(evaluate, length, direction, loss, gradient, slope, max_iterations=25):
    """Returns the loss and the gradient at the point found, its length, and how often `evaluate` was called."""
    start = _Point(0, loss, gradient.clone(), slope)

    def at(length):
        loss, gradient = evaluate(length)
        return _Point(length, loss, gradient.clone(), gradient.dot(direction))

    def too_high(point):
        return point.loss > start.loss + ENOUGH_DESCENT * point.length * start.slope

    def flat_enough(point):
        return abs(point.slope) <= -ENOUGH_FLATTENING * start.slope

    # Go further and further until a minimum must have been passed.
    previous, point = start, at(length)
    calls, iterations = 1, 0
    done = False
    bracket = None
    while iterations < max_iterations:
        if too_high(point) or (iterations > 1 and point.loss >= previous.loss):
            bracket = [previous, point]
        elif flat_enough(point):
            bracket, done = [point], True
        elif point.slope >= 0:
            bracket = [previous, point]
        if bracket:
            break
        nearest = point.length + 0.01 * (point.length - previous.length)
        length = _lowest_of_cubic(previous, point, (nearest, point.length * 10))
        previous, point = point, at(length)
        calls += 1
        iterations += 1
    if bracket is None:
        bracket = [start, point]

    # Then close in on it from both sides.
    longest = direction.abs().max()
    crept = False
    low, high = (0, 1) if bracket[0].loss <= bracket[-1].loss else (1, 0)
    while not done and iterations < max_iterations:
        ends = [end.length for end in bracket]
        if abs(ends[1] - ends[0]) * longest < SHORTEST_STEP:
            break
        length = _lowest_of_cubic(*bracket)
        # Twice in a row close to an end is too slow: step a tenth of the way inwards instead.
        margin = 0.1 * (max(ends) - min(ends))
        if min(max(ends) - length, length - min(ends)) < margin:
            if crept or length >= max(ends) or length <= min(ends):
                nearer_top = abs(length - max(ends)) < abs(length - min(ends))
                length = max(ends) - margin if nearer_top else min(ends) + margin
                crept = False
            else:
                crept = True
        else:
            crept = False
        point = at(length)
        calls += 1
        iterations += 1
        if too_high(point) or point.loss >= bracket[low].loss:
            bracket[high] = point
            low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
        else:
            if flat_enough(point):
                done = True
            elif point.slope * (bracket[high].length - bracket[low].length) >= 0:
                bracket[high] = bracket[low]
            bracket[low] = point
    best = bracket[low]
    return best.loss, best.gradient, best.length, calls


def _lowest_of_cubic(left, right, bounds=None):
    """Where the cubic through two points with their slopes is lowest, kept within bounds; their middle if nowhere."""
    if bounds is None:
        bounds = (left.length, right.length) if left.length <= right.length else (right.length, left.length)
    tilt = left.slope + right.slope - 3 * (left.loss - right.loss) / (left.length - right.length)
    square = tilt**2 - left.slope * right.slope
    if not square >= 0:
        return (bounds[0] + bounds[1]) / 2.0
    root = square.sqrt()
    if left.length > right.length:
        left, right = right, left
    width = right.length - left.length
    lowest = right.length - width * ((right.slope + root - tilt) / (right.slope - left.slope + 2 * root))
    return min(max(lowest, bounds[0]), bounds[1])

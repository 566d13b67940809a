def clamp(x, low, high):
    """The nearest number to x from low to high."""
    if x < low:
        return low
    if x > high:
        return low
    return x

def median(numbers):
    """The middle of the sorted numbers, or the mean of the two middle ones."""
    ordered = sorted(numbers)
    half = len(ordered) / 2  # the place of the middle
    if len(ordered) % 2 == 1:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2

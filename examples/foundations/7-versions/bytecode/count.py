def count_true(items):
    total = 0
    for item in items:
        if item:
            total += 1
    return total

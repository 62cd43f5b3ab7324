print("broken begins")


def average(values):
    return sum(values) / len(values)


average([])
print("never reached")

"""A list in a tuple grows, and the statement that grew it fails all the same."""

pair = ([1], "fixed")
try:
    pair[0] += [2]
except TypeError as error:
    print("TypeError:", error)
print(pair)

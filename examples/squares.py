# The same list twice: by a loop and by a comprehension.
#
# The comprehension is not a function of its own (since 3.12): its loop stands in the middle of `by_list`, and
# LIST_APPEND replaces the lookup and call of `append`. LOAD_FAST_AND_CLEAR keeps its variable private.


def by_loop(numbers):
    squares = []
    for number in numbers:
        if number % 2:
            squares.append(number * number)
    return squares


def by_list(numbers):
    return [number * number for number in numbers if number % 2]


assert by_loop(range(10)) == by_list(range(10))
print(by_list(range(10)))

"""An error in a decorated function goes through the wrapper."""


def logged(function):
    def wrapper(*args):
        print("calling", function.__name__)
        return function(*args)

    return wrapper


@logged
def risky(n):
    return [1, 2, 3][n]


print(risky(1))
risky(10)

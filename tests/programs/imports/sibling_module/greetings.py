"""Ways to say hello."""

print("greetings is running as", __name__)
count = 0


def greet(name):
    global count
    count += 1
    return f"hello {name}"


def current():
    return count

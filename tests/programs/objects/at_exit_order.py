"""What is still alive when the program ends goes then, each object once."""


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


first = Noisy("first")
second = Noisy("second")
in_list = [Noisy("in a list")]
print("last line")

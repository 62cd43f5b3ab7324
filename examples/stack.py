# Type parameters: generics with square brackets.
#
# Where is `T` made? In a hidden function, <generic parameters of Stack>, that is called once. The bound of a
# type parameter and the value of a `type` alias are functions, too: they run when somebody asks.

type Pair[A] = tuple[A, A]


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def top_two(self) -> Pair[T]:
        return self.items[-1], self.items[-2]


numbers = Stack[int]()
for number in 1, 2, 3:
    numbers.push(number)
print(numbers.top_two(), Stack.__type_params__)

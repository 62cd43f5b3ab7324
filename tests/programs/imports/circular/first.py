print("first begins")
import second

name = "first"
print("first ends")


def use():
    return second.back()

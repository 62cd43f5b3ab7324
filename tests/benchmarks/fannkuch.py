"""Small integers in short lists: pancakes flipped in every order."""


def fannkuch(size):
    order = list(range(size))
    count = list(range(1, size + 1))
    most = checksum = 0
    is_even = True
    while True:
        first = order[0]
        if first:
            cakes = order[:]
            flips = 0
            while first:
                cakes[: first + 1] = cakes[first::-1]
                flips += 1
                first = cakes[0]
            if flips > most:
                most = flips
            checksum += flips if is_even else -flips
        if is_even:
            order[0], order[1] = order[1], order[0]
            is_even = False
            continue
        order[1], order[2] = order[2], order[1]
        is_even = True
        for place in range(2, size):
            count[place] -= 1
            if count[place]:
                break
            if place == size - 1:
                return checksum, most
            count[place] = place + 1
            front = order[0]
            for i in range(place + 1):
                order[i] = order[i + 1]
            order[place + 1] = front


def main():
    checksum, most = fannkuch(8)
    print(f"{checksum}\nPfannkuchen(8) = {most}")

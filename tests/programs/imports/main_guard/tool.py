def double(n):
    return n * 2


if __name__ == "__main__":
    print("never printed when imported")

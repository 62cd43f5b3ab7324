print("birds arrive")


def parrot():
    return "squawk"

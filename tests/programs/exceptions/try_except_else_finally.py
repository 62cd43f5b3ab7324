"""The order of try, except, else and finally."""


def run(action):
    try:
        print("try", end=" ")
        action()
    except (ValueError, KeyError) as error:
        print("except", repr(error), end=" ")
    except ZeroDivisionError:
        print("except zero", end=" ")
        raise RuntimeError("new one")
    else:
        print("else", end=" ")
    finally:
        print("finally")


run(lambda: None)
run(lambda: int("x"))
run(lambda: {}["key"])
try:
    run(lambda: 1 / 0)
except RuntimeError as error:
    print(repr(error), repr(error.__context__))
try:
    run(lambda: [][0])
except IndexError as error:
    print(repr(error))

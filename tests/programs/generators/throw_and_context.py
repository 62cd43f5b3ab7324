"""What is thrown into a generator has the generator's exception for its context, not its caller's."""


def plain():
    yield 1


def handling():
    try:
        raise OSError("inside")
    except OSError:
        yield 1


def translating():
    try:
        yield 1
    except ValueError:
        raise KeyError("other")


def delegating():
    yield from plain()


def chain(error):
    links = []
    while error is not None:
        links.append(repr(error))
        error = error.__context__
    return " <- ".join(links)


for make in (plain, handling, translating, delegating):
    try:
        try:
            raise TypeError("outside")
        except TypeError:
            generator = make()
            next(generator)
            generator.throw(ValueError("thrown"))
    except Exception as error:
        print(make.__name__, chain(error))
generator = plain()
try:
    try:
        raise TypeError("outside")
    except TypeError:
        generator.throw(ValueError("before it began"))
except ValueError as error:
    print("not begun", chain(error))
generator = handling()
next(generator)
print(generator.close(), generator.gi_frame)

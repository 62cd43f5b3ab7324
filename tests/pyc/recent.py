"""What only recent releases understand: a release that refuses it has no golden."""


def shape[T](value: T, rest=slice(1, None)):
    match value:
        case {'kind': 'circle', **others} if others:
            return others
        case [first, *_] | (first, 2):
            return first
        case Point(x=0, y=yes):
            return yes
        case None:
            pass
    try:
        value[1:2] = value[:-1]
    except* ValueError as group:
        print(group)
    return value


type Pair[A, B] = tuple[A, B]

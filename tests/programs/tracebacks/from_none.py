"""`from None` hides what came before."""


def get(table, key):
    try:
        return table[key]
    except KeyError:
        raise LookupError(f"{key} is not in the table") from None


get({}, "apple")

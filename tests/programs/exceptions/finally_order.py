"""What finally does to return, break, continue and exceptions."""

log = []


def both():
    try:
        return log.append("body") or "from try"
    finally:
        log.append("cleanup")


def swallows():
    try:
        raise ValueError("lost")
    finally:
        return "finally wins"


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            log.append("inner finally")
    except KeyError:
        log.append("outer except")
    finally:
        log.append("outer finally")


print(both(), swallows())
nested()
for n in range(4):
    try:
        if n == 1:
            continue
        if n == 3:
            break
        log.append(n)
    finally:
        log.append(f"end {n}")
print(log)

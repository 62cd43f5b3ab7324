"""The same decision with if, a dict and match."""


def with_if(code):
    if code == 200:
        return "fine"
    elif code in (301, 302):
        return "moved"
    elif 400 <= code < 500:
        return "your fault"
    return "unknown"


def with_match(code):
    match code:
        case 200:
            return "fine"
        case 301 | 302:
            return "moved"
        case n if 400 <= n < 500:
            return "your fault"
    return "unknown"


table = {200: "fine", 301: "moved", 302: "moved"}
for code in (200, 301, 404, 999):
    print(code, with_if(code), with_match(code), table.get(code, "unknown"))

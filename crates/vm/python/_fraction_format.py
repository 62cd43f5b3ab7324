"""`format(Fraction, spec)`: exact digits, by way of `decimal`'s arithmetic on ints."""


def _round_to_exponent(n, d, exponent, no_neg_zero=False):
    """n/d as a sign and an int times 10**exponent, half to even."""
    if exponent >= 0:
        d *= 10**exponent
    else:
        n *= 10**-exponent
    quotient, rest = divmod(n + (d >> 1), d)
    if rest == 0 and d & 1 == 0:
        quotient &= -2
    sign = quotient < 0 if no_neg_zero else n < 0
    return sign, abs(quotient)


def _round_to_figures(n, d, figures):
    """n/d as a sign, an int of so many digits, and the exponent."""
    if n == 0:
        return False, 0, 1 - figures
    str_n, str_d = str(abs(n)), str(d)
    m = len(str_n) - len(str_d) + (str_d <= str_n)
    exponent = m - figures
    sign, significand = _round_to_exponent(n, d, exponent)
    if len(str(significand)) == figures + 1:
        significand //= 10
        exponent += 1
    return sign, significand, exponent


def _parse(spec):
    """The parts of a spec in a dict; None if it is not one for numbers."""
    parts = {"fill": " ", "align": None, "sign": "-", "z": False, "alt": False, "zero": False, "width": 0, "sep": "", "precision": None, "type": ""}
    i = 0
    if len(spec) > 1 and spec[1] in "<>=^":
        parts["fill"], parts["align"], i = spec[0], spec[1], 2
    elif spec[:1] and spec[0] in "<>=^":
        parts["align"], i = spec[0], 1
    if spec[i : i + 1] and spec[i] in "+- ":
        parts["sign"] = spec[i]
        i += 1
    for key, char in (("z", "z"), ("alt", "#")):
        if spec[i : i + 1] == char:
            parts[key] = True
            i += 1
    if spec[i : i + 1] == "0" and spec[i + 1 : i + 2].isdigit():
        parts["zero"] = True
        i += 1
    digits = len(spec[i:]) - len(spec[i:].lstrip("0123456789"))
    if digits:
        if spec[i] == "0" and digits > 1:
            return None
        parts["width"] = int(spec[i : i + digits])
        i += digits
    if spec[i : i + 1] and spec[i] in ",_":
        parts["sep"] = spec[i]
        i += 1
    if spec[i : i + 1] == ".":
        digits = len(spec[i + 1 :]) - len(spec[i + 1 :].lstrip("0123456789"))
        if not digits or spec[i + 1] == "0" and digits > 1:
            return None
        parts["precision"] = int(spec[i + 1 : i + 1 + digits])
        i += 1 + digits
    if spec[i : i + 1] and spec[i] in "eEfFgG%":
        parts["type"] = spec[i]
        i += 1
    return parts if i == len(spec) else None


def format_fraction(x, spec):
    parts = _parse(spec)
    if parts is None or parts["align"] is not None and parts["zero"]:
        raise ValueError(f"Invalid format specifier {spec!r} for object of type {type(x).__name__!r}")
    if not parts["type"]:
        if parts["z"] or parts["zero"] or parts["precision"] is not None:
            raise ValueError(f"Invalid format specifier {spec!r} for object of type {type(x).__name__!r}")
        body = f"{abs(x._numerator):{parts['sep']}}"
        if parts["alt"] or x._denominator > 1:
            body += f"/{x._denominator:{parts['sep']}}"
        return _padded(parts, x < 0, body)
    negative, body = _digits(x, parts)
    return _padded(parts, negative, body)


def _digits(x, parts):
    kind = parts["type"]
    precision = 6 if parts["precision"] is None else parts["precision"]
    point_kind = kind in "fF%"
    if point_kind:
        exponent = -precision - (2 if kind == "%" else 0)
        negative, significand = _round_to_exponent(x._numerator, x._denominator, exponent, parts["z"])
        scientific, point = False, precision
    else:
        figures = max(precision, 1) if kind in "gG" else precision + 1
        negative, significand, exponent = _round_to_figures(x._numerator, x._denominator, figures)
        scientific = kind in "eE" or exponent > 0 or exponent + figures <= -4
        point = figures - 1 if scientific else -exponent
    suffix = ""
    if kind == "%":
        suffix = "%"
    elif scientific:
        suffix = f"{'E' if kind in 'EG' else 'e'}{exponent + point:+03d}"
    digits = f"{significand:0{point + 1}d}"
    whole, decimals = digits[: len(digits) - point], digits[len(digits) - point :]
    if kind in "gG" and not parts["alt"]:
        decimals = decimals.rstrip("0")
    dot = "." if decimals or parts["alt"] else ""
    tail = dot + decimals + suffix
    if parts["zero"] and parts["align"] is None:
        sign = "-" if negative else "" if parts["sign"] == "-" else parts["sign"]
        room = parts["width"] - len(sign) - len(tail)
        whole = whole.zfill(3 * room // 4 + 1 if parts["sep"] else room)
    if parts["sep"]:
        first = 1 + (len(whole) - 1) % 3
        whole = whole[:first] + "".join(parts["sep"] + whole[i : i + 3] for i in range(first, len(whole), 3))
    return negative, whole + tail


def _padded(parts, negative, body):
    sign = "-" if negative else "" if parts["sign"] == "-" else parts["sign"]
    padding = parts["fill"] * (parts["width"] - len(sign) - len(body))
    align = parts["align"] or ">"
    if align == "<":
        return sign + body + padding
    if align == ">":
        return padding + sign + body
    if align == "=":
        return sign + padding + body
    half = len(padding) // 2
    return padding[:half] + sign + body + padding[half:]

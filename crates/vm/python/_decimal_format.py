"""`format(Decimal, spec)`."""

__native_in_cpython__ = True

from decimal import _drop


def _parse(spec):
    """The parts of a spec; None if it is none."""
    parts = {"fill": " ", "align": None, "sign": "-", "z": False, "alt": False, "zero": False, "width": 0, "sep": "", "precision": None, "type": None}
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
    if spec[i : i + 1] == "0":
        parts["zero"] = True
        i += 1
    digits = len(spec[i:]) - len(spec[i:].lstrip("0123456789"))
    if digits:
        parts["width"] = int(spec[i : i + digits])
        i += digits
    if spec[i : i + 1] and spec[i] == ",":
        parts["sep"] = spec[i]
        i += 1
    if spec[i : i + 1] == ".":
        digits = len(spec[i + 1 :]) - len(spec[i + 1 :].lstrip("0123456789"))
        if not digits:
            return None
        parts["precision"] = int(spec[i + 1 : i + 1 + digits])
        i += 1 + digits
    if spec[i : i + 1] and spec[i] in "eEfFgGn%":
        parts["type"] = spec[i]
        i += 1
    return parts if i == len(spec) and not (parts["alt"]) else None


def format_decimal(d, spec, context):
    parts = _parse(spec)
    if parts is None or parts["zero"] and parts["align"]:
        raise ValueError("invalid format string")
    kind = parts["type"]
    if kind is None:
        kind = "g" if context.capitals == 0 else "G"
    if d._special:
        body = str(d.copy_abs()) + ("%" if kind == "%" else "")
        return _padded({**parts, "zero": False, "sep": ""}, d._sign, body)
    sign, coefficient, exponent = d._sign, d._coeff, d._exp
    if kind == "%":
        exponent += 2
    precision = parts["precision"]
    rounding = context.rounding
    if precision is not None:
        if not precision and kind in "gGn":
            precision = 1
        if kind in "eE":
            coefficient, exponent = _rounded(sign, coefficient, exponent, precision + 1, rounding)
        elif kind in "fF%":
            coefficient, _ = _drop(coefficient, -precision - exponent, sign, rounding)
            exponent = -precision
        elif len(str(coefficient)) > precision:
            coefficient, exponent = _rounded(sign, coefficient, exponent, precision, rounding)
    if not coefficient and exponent > 0 and kind in "fF%":
        exponent = 0
    if parts["z"] and not coefficient:
        sign = 0
    digits = str(coefficient)
    left = exponent + len(digits)
    if kind in "eE":
        point = 1 - precision if not coefficient and precision is not None else 1
    elif kind in "fF%":
        point = left
    else:
        point = left if exponent <= 0 and left > -6 else 1
    if point < 0:
        whole, decimals = "0", "0" * -point + digits
    elif point > len(digits):
        whole, decimals = digits + "0" * (point - len(digits)), ""
    else:
        whole, decimals = digits[:point] or "0", digits[point:]
    tail = "." + decimals if decimals else ""
    shown = left - point
    if shown or kind in "eE":
        tail += f"{'E' if kind in 'EG' else 'e'}{shown:+d}"
    if kind == "%":
        tail += "%"
    return _padded(parts, sign, whole, tail)


def _rounded(sign, coefficient, exponent, figures, rounding):
    """With so many digits."""
    if not coefficient:
        return 0, exponent
    drop = len(str(coefficient)) - figures
    coefficient, _ = _drop(coefficient, drop, sign, rounding)
    exponent += drop
    if len(str(coefficient)) > figures:
        coefficient //= 10
        exponent += 1
    return coefficient, exponent


def _padded(parts, sign, whole, tail=""):
    mark = "-" if sign else "" if parts["sign"] == "-" else parts["sign"]
    if parts["zero"]:
        room = parts["width"] - len(mark) - len(tail)
        if parts["sep"]:
            while len(_grouped("0" + whole, parts["sep"])) <= room:
                whole = "0" + whole
            if len(_grouped(whole, parts["sep"])) < room:
                whole = "0" + whole
        else:
            whole = whole.zfill(room)
    if parts["sep"]:
        whole = _grouped(whole, parts["sep"])
    body = whole + tail
    padding = parts["fill"] * (parts["width"] - len(mark) - len(body))
    align = parts["align"] or ">"
    if align == "<":
        return mark + body + padding
    if align == "=":
        return mark + padding + body
    if align == "^":
        half = len(padding) // 2
        return padding[:half] + mark + body + padding[half:]
    return padding + mark + body


def _grouped(whole, separator):
    first = 1 + (len(whole) - 1) % 3
    return whole[:first] + "".join(separator + whole[i : i + 3] for i in range(first, len(whole), 3))

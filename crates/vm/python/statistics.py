"""Statistics. Sums are exact: numbers are added as fractions and turned back into their type at the end."""

__all__ = [
    "NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
    "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode",
    "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance",
]  # fmt: skip

import math
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from fractions import Fraction
from itertools import groupby, repeat
from operator import itemgetter


class StatisticsError(ValueError):
    """There is too little or unsuitable data."""


def _exact_ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None
    except (OverflowError, ValueError):  # infinity or not a number
        return (x, None)


def _coerce(T, S):
    """The type of a result made of both."""
    if T is S or S is int or S is bool:
        return T
    if T is int:
        return S
    if issubclass(S, T):
        return S
    if issubclass(T, S) or issubclass(S, int):
        return T
    if issubclass(T, int):
        return S
    if issubclass(T, Fraction) and issubclass(S, float):
        return S
    if issubclass(T, float) and issubclass(S, Fraction):
        return T
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _sum(data):
    """Type, exact sum and number of the data."""
    T, count, partials = int, 0, {}
    for x in data:
        if type(x) is not T:
            T = _coerce(T, type(x))
        count += 1
        n, d = _exact_ratio(x)
        partials[d] = partials.get(d, 0) + n
    if None in partials:
        total = partials[None]
    else:
        total = sum(Fraction(n, d) for d, n in partials.items())
    return T, total, count


def _is_decimal(T):
    """Asked by name, so that `decimal` is not loaded for it."""
    return any(base.__name__ == "Decimal" for base in T.__mro__)


def _convert(value, T):
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    if _is_decimal(T) and isinstance(value, Fraction):
        return T(value.numerator) / value.denominator
    return T(value)


def _sum_of_squares(data, c=None):
    """Type, exact sum of squared deviations, mean and number."""
    if c is not None:
        T, total, count = _sum((d := x - c) * d for x in data)
        return T, total, c, count
    T, count, sx, sxx = int, 0, Fraction(0), Fraction(0)
    endless = 0  # infinity or not a number, if there is any
    for x in data:
        if type(x) is not T:
            T = _coerce(T, type(x))
        count += 1
        n, d = _exact_ratio(x)
        if d is None:
            endless += n
        else:
            sx += Fraction(n, d)
            sxx += Fraction(n * n, d * d)
    if endless:
        return T, endless, endless, count
    if not count:
        return T, Fraction(0), Fraction(0), 0
    return T, (count * sxx - sx * sx) / count, sx / count, count


def _fail_neg(values, errmsg):
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


def _require(least, n, function):
    if n < least:
        number = "two data points" if least == 2 else "one data point"
        raise StatisticsError(f"{function} requires at least {number}")


def mean(data):
    """The arithmetic mean."""
    T, total, n = _sum(data)
    _require(1, n, "mean")
    return _convert(total / n, T)


def fmean(data, weights=None):
    """The arithmetic mean, in floats."""
    data = list(data)
    if weights is None:
        _require(1, len(data), "fmean")
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    den = math.fsum(weights)
    if not den:
        raise StatisticsError("sum of weights must be non-zero")
    return math.sumprod(data, weights) / den


def geometric_mean(data):
    """The n-th root of the product."""
    n, found_zero, logs = 0, False, []
    for x in data:
        n += 1
        if x > 0.0 or math.isnan(x):
            logs.append(math.log(x))
        elif x == 0.0:
            found_zero = True
        else:
            raise StatisticsError("No negative inputs allowed", x)
    if not n:
        raise StatisticsError("Must have a non-empty dataset")
    total = math.fsum(logs)
    if math.isnan(total):
        return math.nan
    if found_zero:
        return math.nan if total == math.inf else 0.0
    return math.exp(total / n)


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of reciprocals."""
    data = list(data)
    errmsg = "harmonic mean does not support negative values"
    n = len(data)
    _require(1, n, "harmonic_mean")
    if n == 1 and weights is None:
        x = data[0]
        if not hasattr(x, "as_integer_ratio"):
            raise TypeError("unsupported type")
        if x < 0:
            raise StatisticsError(errmsg)
        return x
    if weights is None:
        weights, sum_weights = repeat(1, n), n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        sum_weights = _sum(_fail_neg(weights, errmsg))[1]
    try:
        data = _fail_neg(data, errmsg)
        T, total, _ = _sum(w / x if w else 0 for w, x in zip(weights, data))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(sum_weights / total, T)


def _in_order(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    """The middle value, or the mean of the two middle values."""
    data = _in_order(data)
    middle = len(data) // 2
    return data[middle] if len(data) % 2 else (data[middle - 1] + data[middle]) / 2


def median_low(data):
    data = _in_order(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _in_order(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The median of values that stand for intervals."""
    data = _in_order(data)
    n = len(data)
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    lower = x - interval / 2.0
    return lower + interval * (n / 2 - i) / (j - i)


def mode(data):
    """The most common value, the first of several."""
    for value, _ in Counter(iter(data)).most_common(1):
        return value
    raise StatisticsError("no mode for empty data")


def multimode(data):
    """All the most common values, in order of appearance."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def _mean_square(data, center, function, least=1):
    """Type and mean of the squared deviations; for a sample, which must have two values, the corrected one."""
    T, squares, _, n = _sum_of_squares(data, center)
    _require(least, n, function)
    return T, squares / (n - least + 1)


def variance(data, xbar=None):
    """The variance of a sample."""
    T, square = _mean_square(data, xbar, "variance", least=2)
    return _convert(square, T)


def pvariance(data, mu=None):
    """The variance of a population."""
    T, square = _mean_square(data, mu, "pvariance")
    return _convert(square, T)


def _square_root(fraction, T):
    if _is_decimal(T):
        return (T(fraction.numerator) / fraction.denominator).sqrt()
    return _float_sqrt_of_frac(fraction.numerator, fraction.denominator)


def _float_sqrt_of_frac(n, m):
    """The float nearest to the square root of n/m: 55 bits and a sticky one, rounded once."""
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        a = _isqrt_rounding_to_odd(n, m << 2 * q)
        return float(a << q)
    a = _isqrt_rounding_to_odd(n << -2 * q, m)
    return a / (1 << -q)


def _isqrt_rounding_to_odd(n, m):
    a = math.isqrt(n // m)
    return a | (a * a * m != n)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    T, square = _mean_square(data, xbar, "stdev", least=2)
    return _square_root(square, T)


def pstdev(data, mu=None):
    """The standard deviation of a population."""
    T, square = _mean_square(data, mu, "pstdev")
    return _square_root(square, T)


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 cut points between n groups of equal size."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    ld = len(data)
    if not data:
        raise StatisticsError("must have at least one data point")
    if ld == 1:
        return data * (n - 1)
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (ld - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
    elif method == "exclusive":
        m = ld + 1
        for i in range(1, n):
            j = min(max(i * m // n, 1), ld - 1)
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    else:
        raise ValueError(f"Unknown method: {method!r}")
    return result


def _number_of_pairs(x, y, function):
    if len(x) != len(y):
        raise StatisticsError(f"{function} requires that both inputs have same number of data points")
    _require(2, len(x), function)
    return len(x)


def _deviations(data):
    mean = math.fsum(data) / len(data)
    return [value - mean for value in data]


def covariance(x, y, /):
    """How two samples vary together."""
    n = _number_of_pairs(x, y, "covariance")
    return math.sumprod(_deviations(x), _deviations(y)) / (n - 1)


def _rank(data):
    pairs = sorted(zip(data, range(len(data))))
    result, position = [0.0] * len(pairs), 0
    for _, group in groupby(pairs, key=itemgetter(0)):
        group = list(group)
        rank = position + (len(group) + 1) / 2
        for _, index in group:
            result[index] = rank
        position += len(group)
    return result


def correlation(x, y, /, *, method="linear"):
    """Pearson's coefficient, or with "ranked" Spearman's."""
    n = _number_of_pairs(x, y, "correlation")
    if method == "linear":
        x, y = _deviations(x), _deviations(y)
    elif method == "ranked":
        middle = (n + 1) / 2
        x, y = ([rank - middle for rank in _rank(values)] for values in (x, y))
    else:
        raise ValueError(f"Unknown method: {method!r}")
    sxy, sxx, syy = math.sumprod(x, y), math.sumprod(x, x), math.sumprod(y, y)
    try:
        return sxy / _sqrtprod(sxx, syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


def _sqrtprod(x, y):
    """sqrt(x * y), with one correction of the rounding."""
    h = math.sqrt(x * y)
    if not math.isfinite(h):
        if math.isinf(h) and not math.isinf(x) and not math.isinf(y):
            return math.sqrt(x * 2.0**-512 * (y * 2.0**-512)) * 2.0**512
        return h
    if not h:
        return 0.0 if not x or not y else math.sqrt(x * 2.0**512 * (y * 2.0**512)) * 2.0**-512
    return h + math.sumprod((x, h), (y, -h)) / (2.0 * h)


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept by least squares."""
    n = _number_of_pairs(x, y, "linear regression")
    if not proportional:
        xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
        x, y = [xi - xbar for xi in x], [yi - ybar for yi in y]
    sxy = math.sumprod(x, y) + 0.0
    sxx = math.sumprod(x, x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


def __getattr__(name):
    if name == "NormalDist":
        import _statistics_normal

        return getattr(_statistics_normal, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

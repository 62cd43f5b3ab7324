"""statistics: averages and spread, exactly."""

import statistics as st
from fractions import Fraction

data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.pstdev(data), st.stdev(data), st.variance(data), st.pvariance(data), st.multimode("aabbc"))
print(st.mean([1, 2]), st.mean([0.1] * 3), st.mean([Fraction(1, 2), Fraction(1, 3)]), st.fmean([1, 2, 4]), st.geometric_mean([1, 4, 16]), st.harmonic_mean([40, 60]), st.fmean([1, 2], weights=[3, 1]))
print(st.median_low([1, 2, 3, 4]), st.median_high([1, 2, 3, 4]), st.median_grouped([1, 2, 2, 3]), st.quantiles(range(1, 10), n=4), st.quantiles([1, 2, 3], n=3, method="inclusive"))
print(st.correlation([1, 2, 3], [2, 4, 7]), st.covariance([1, 2, 3], [4, 5, 9]), st.linear_regression([1, 2, 3], [2, 4, 6.5]))
n = st.NormalDist(100, 15)
print(n.cdf(115), n.pdf(100), n.inv_cdf(0.5), n.mean, (n + 5).mean, n * 2, n.zscore(130), st.NormalDist.from_samples(data))
for call in (lambda: st.mean([]), lambda: st.stdev([1]), lambda: st.median([]), lambda: st.mode([]), lambda: st.harmonic_mean([-1]), lambda: st.mean(["a"])):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)

def total(prices):
    sum = 0
    for price in prices:
        if price > 1:
            sum = sum + price
    return sum

print(total([1, 2, 3]))

"""Sorting and searching by hand, compared with the built-ins."""


def bubble(items):
    items = items[:]
    for end in range(len(items) - 1, 0, -1):
        for i in range(end):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
    return items


def quick(items):
    if len(items) < 2:
        return items
    pivot, *rest = items
    return quick([x for x in rest if x < pivot]) + [pivot] + quick([x for x in rest if x >= pivot])


def merge_sort(items):
    if len(items) < 2:
        return items[:]
    middle = len(items) // 2
    left, right, out = merge_sort(items[:middle]), merge_sort(items[middle:]), []
    while left and right:
        out.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return out + left + right


def insertion(items):
    items = items[:]
    for i in range(1, len(items)):
        value, j = items[i], i - 1
        while j >= 0 and items[j] > value:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = value
    return items


def binary_search(items, wanted):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < len(items) and items[low] == wanted else -1


data = [(n * 7919 + 31) % 101 for n in range(40)]
for sort in (bubble, quick, merge_sort, insertion):
    print(sort.__name__, sort(data) == sorted(data), sort([]), sort([1]), sort(["b", "a"]))
ordered = sorted(data)
print(ordered, [binary_search(ordered, n) for n in (ordered[0], ordered[-1], ordered[7], -5, 200)])

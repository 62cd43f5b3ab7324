"""A for loop asks for the next item until there is none, and leaves its variable behind."""

for letter in "abc":
    print(letter, end=" ")
print("then letter is", letter)

for index, (key, value) in enumerate({"x": 1, "y": 2}.items(), start=1):
    print(index, key, value)

for n in range(2, 10):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print(n, end=" ")
print()

for n in []:
    print("never")
else:
    print("nothing to do")

slots = [None, None, None]
for slots[1] in "xyz":
    pass
print(slots)

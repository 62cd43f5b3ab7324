# The walrus: a value that is named on its way.
#
# Look for COPY 1: the value is stored and stays on the stack for the comparison. And look at the loop: the
# test stands in the code twice, before the first round and at the end of each.

chunks = ["first", "second", "", "never read"]


def read():
    return chunks.pop(0)


total = 0
while (chunk := read()) != "":
    print(chunk, length := len(chunk))
    total += length
print(total)

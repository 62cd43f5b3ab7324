"""A SyntaxError from exec shows the line of the text and points into it."""

program = """
total = 0
for n in range(3):
    total += n
print(total
"""
exec(program)

"""Too few values on one side of an assignment."""

rows = [("ann", 31), ("bob",)]
for row in rows:
    name, age = row
    print(name, age)

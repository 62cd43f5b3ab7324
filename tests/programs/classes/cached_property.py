"""A cached property computes once; a classmethod can count the instances."""

from functools import cached_property


class Report:
    made = 0

    def __init__(self, rows):
        self.rows = rows
        Report.made += 1

    @cached_property
    def total(self):
        print("adding up", end=" ")
        return sum(self.rows)


r = Report([1, 2, 3])
print(r.total, r.total, vars(r))
r.rows.append(10)
print(r.total)
del r.total
print(r.total, Report.made)

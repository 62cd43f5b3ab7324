"""A class method gets the class, a static method gets nothing."""


class Date:
    count = 0

    def __init__(self, year, month):
        self.year, self.month = year, month
        type(self).count += 1

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def __repr__(self):
        return f"{type(self).__name__}({self.year}, {self.month})"


class Special(Date):
    pass


print(Date.parse("2024-05"), Special.parse("1999-12"), Date(1, 1).parse("3-4"))
print([year for year in (1900, 2000, 2023, 2024) if Date.is_leap(year)], Special(1, 2).is_leap(8))
print(Date.count, Special.count)
print(Date.parse.__self__ is Date, Special.parse.__self__ is Special, type(Date.__dict__["is_leap"]).__name__)
print(Date.parse.__func__ is Special.parse.__func__, Date.is_leap is Special.is_leap)

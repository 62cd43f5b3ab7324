"""csv and shlex: text cut into cells and words."""

import csv
import io
import shlex

text = 'name,age,"favourite, food"\r\nAda,36,"fish ""n"" chips"\r\n"two\nlines",,x\r\n'
print(list(csv.reader(io.StringIO(text))))
print(list(csv.DictReader(io.StringIO("a,b\n1,2\n3\n4,5,6\n"), restval="-")))
for options in ({}, {"quoting": csv.QUOTE_ALL}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_NONNUMERIC}, {"lineterminator": "\n", "quotechar": "'"}):
    out = io.StringIO()
    writer = csv.writer(out, **options)
    writer.writerow(["a b", 'q"q', 1, 2.5, None, "x,y", ""])
    print(repr(out.getvalue()))
out = io.StringIO()
writer = csv.DictWriter(out, ["x", "y"], extrasaction="ignore")
writer.writeheader()
writer.writerows([{"x": 1, "z": 2}, {"y": "é"}])
print(repr(out.getvalue()), csv.list_dialects())
for call in (lambda: list(csv.reader(["a", b"b"])), lambda: csv.reader([], delimiter="ab"), lambda: csv.writer(io.StringIO()).writerow(5), lambda: csv.DictWriter(out, ["x"]).writerow({"q": 1}), lambda: list(csv.reader(['"open'], strict=True))):
    try:
        call()
    except (csv.Error, TypeError, ValueError) as error:
        print(type(error).__name__, error)
for line in ("a 'b c' d", 'say "hello \\"you\\""', "x\\ y # no", "a=1;b|c"):
    print(shlex.split(line), shlex.split(line, comments=True), list(shlex.shlex(line, punctuation_chars=True)) if "no" not in line else "")
print(shlex.join(["echo", "two words", "it's"]), shlex.quote("$x"), shlex.quote(""))
try:
    shlex.split("'open")
except ValueError as error:
    print(error)

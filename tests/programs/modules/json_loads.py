"""json: text as Python values, and what is wrong with it otherwise."""

import io
import json

print(json.loads('{"a": [1, 2.5, -3e2, true, null, "\\u00e9\\n\\ud83d\\ude00"], "b": {}}'), json.loads(" 5 "), json.loads('"x"'), json.loads("[]"), json.loads(b'{"k": 1}'), json.loads("[NaN, Infinity, -Infinity]"), json.loads("1E400"), json.loads("-0"), json.loads("-0.0"))
print(json.loads('{"a": 1, "a": 2}'), json.loads('{"x": 1, "y": [2]}', object_pairs_hook=list), json.loads('{"x": 1}', object_hook=lambda d: sorted(d)), json.loads("[1.10, 2]", parse_float=str, parse_int=lambda t: t + "!"))
print(json.load(io.StringIO('[1, "two"]')), json.loads(json.dumps({"k": (1, 2)})))
for text in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', '{"a": }', "[1 2]", "nul", '"abc', '"a\nb"', "01", "1.", "[1]]", '{"a": 1,}', '"\\x"', "+1", "\ufeff1", '{1: 2}', '"\\u12"', "\n\n  oops"):
    try:
        print(text, json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), "->", error, (error.lineno, error.colno, error.pos))
try:
    json.loads(5)
except TypeError as error:
    print(error)

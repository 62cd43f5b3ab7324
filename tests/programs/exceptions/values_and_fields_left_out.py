"""Errors in dictionaries without a value and in replacement fields without an end, with their places."""

for s in ["f'{'", "f'{a'", "f'{a b'", "x = f'{' ", "f'''{'''", "f'{a!r'", "f'{ '", "f'{a:{'", "f'ab{' 'c'", "f'{'\n", "(f'{')", "{1: 2, 3}", "{1:2, 3 4}", "{1: 2, a(b)}", "{**a, b}", "{1: 2,\n 3}", "{1:2, x for x in y}", "f({1: 2, 'a'})", "{1: 2, lambda x}", "x[{1:2, 3}]", "{1: 2, 3, 4: 5}", "{1: 2, 3", "{1: 2, a.b, }", "{1: 2, 'a' 'b'}", "{1:2, -3}", "{1:2, *a}", "{1:2, a if b else c}", "{1:2, a := 3}", "{1:2, 3=4}", "{1:2, not}", "{a: b, f'{c}'}", "{1:2, a b: 3}", "{1:2, f(x) y}", "{1:2, [3 4]}"]:
    try: compile(s,'x','exec'); print(s,'ok')
    except SyntaxError as e: print(repr(s),e.msg,(e.lineno,e.offset,e.end_lineno,e.end_offset))

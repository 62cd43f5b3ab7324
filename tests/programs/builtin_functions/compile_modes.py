"""compile makes code objects in three modes, which eval and exec run."""

code = compile("x = 5\nprint('ran', x)", "made.py", "exec")
print(type(code).__name__, code.co_filename, code.co_name, code.co_names, code.co_consts)
space = {}
exec(code, space)
exec(code, space)
expression = compile("x * 2", "expr", "eval")
print(eval(expression, {"x": 21}), eval(compile("1;2", "s", "exec")))
single = compile("40 + 2", "<input>", "single")
exec(single)
eval(single)
def_code = compile("def f(n):\n    return n * k", "f.py", "exec")
names = {"k": 3}
exec(def_code, names)
print(names["f"](5), names["f"].__code__.co_filename, names["f"].__module__)
for arguments in (("x", "f", "wrong"), ("a b", "f", "exec"), ("x = 1", "f", "eval"), ("a\nb", "f", "single"), ("\x00", "f", "exec")):
    try:
        compile(*arguments)
        print("compiled")
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, error)
try:
    exec(compile("1 / 0", "zero.py", "exec"))
except ZeroDivisionError as error:
    trace = error.__traceback__.tb_next
    print(trace.tb_frame.f_code.co_filename, trace.tb_lineno)

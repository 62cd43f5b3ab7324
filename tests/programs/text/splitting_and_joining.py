"""split, rsplit, splitlines, partition, join."""

print("a b  c ".split(), "a b  c ".split(" "), "".split(), "".split(","), " x ".split(None, 1), "a,b,,c".split(","))
print("a,b,c,d".split(",", 2), "a,b,c,d".rsplit(",", 2), "a--b--c".split("--"), "  lead".split(maxsplit=0), "x y z".rsplit(maxsplit=1))
print("one\ntwo\r\nthree\rfour\x0bfive\x85six\u2028end\n".splitlines(), "a\nb\n".splitlines(keepends=True), "".splitlines(), "\n".splitlines())
print("key=value=more".partition("="), "key=value=more".rpartition("="), "none".partition("="), "none".rpartition("="))
print("-".join(["a", "b"]), "".join([]), ", ".join("xyz"), "ab".join(["only"]), "\t".join(str(n) for n in range(3)))
for call in (lambda: "a".split(""), lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: "a".partition(""), lambda: "".join(5), lambda: "a".split(5)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)

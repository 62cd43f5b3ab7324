"""The old % operator, with flags, widths and mappings."""

print("%s %r %a|%5s|%-5s|%.2s|%c%c" % ("a", "b", "é", "r", "l", "cut", "x", 121))
print("%d %i %5d|%-5d|%05d|%+d|% d|%d" % (1, 2, 3, 4, 5, 6, 7, -8))
print("%x %X %#x %o %#o %08x %u" % (255, 255, 255, 8, 8, 48879, 5))
print("%f %.2f %e %.1E %g %G %10.3f|%-10.1f|%+.1f|%#.0f" % (1.5, 2.345, 12345.678, 0.00012, 1e-10, 1e20, 3.14159, 2.5, 1, 3))
print("%(name)s is %(age)03d%%" % {"name": "Ada", "age": 36})
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "100%%" % ())
print("%s" % [1, 2], "%s %s" % (1, (2, 3)), "%s" % {"a": 1}, "%d" % 3.99, "%d" % True, "%s" % None)
print("%d" % 10**30, "%x" % -255, "%5.3d|%.3d" % (7, -7), "%.0f" % 0.5, "%r" % ("t",), b"%s %d %a" % (b"raw", 5, "t"))
for text, value in (("%d", "a"), ("%s %s", 1), ("%s", (1, 2)), ("%q", 1), ("%", 1), ("%(x)s", 5), ("%(x)s", {}), ("%c", "ab"), ("%c", -1), ("%x", 1.5), ("%f", "a"), ("%*d", ("a", 1)), ("%s %(a)s", {"a": 1}), ("%i", None), ("plain", 1)):
    try:
        print(text % value)
    except Exception as error:
        print(text, "->", type(error).__name__, error)

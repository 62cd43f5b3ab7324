# f-strings: text with values in it.
#
# Nothing is parsed when the program runs: each field is an expression, FORMAT_SIMPLE or FORMAT_WITH_SPEC makes
# it text, and BUILD_STRING joins the pieces. `'%s' % (x,)` becomes the same instructions.


def report(name, score, best=10):
    share = score / best
    print(f"{name!r:>8}: {score:3d} of {best} = {share:.0%}")
    print(f"{share=:.2f}", "%s has %r" % (name, score))


report("Ada", 9)
report("Bob", 7)

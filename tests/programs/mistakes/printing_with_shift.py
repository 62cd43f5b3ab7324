"""`print >> file` was Python 2: the error says what to write now."""

import sys
for f in (lambda: print >> sys.stdout, lambda: print >>1, lambda: len >> 1, lambda: 1 >> print, lambda: print << 1):
    try: f()
    except TypeError as e: print(e)
p=print
try: p>>=2
except TypeError as e: print(e)

"""How built-in collections say what they are made of, for copies and pickles."""

import copy, pickle
class S(set): pass
s=S([1,2]); s.x=3
c=copy.copy(s); print(c, vars(c)); d=copy.deepcopy(s); print(d, vars(d))
p=pickle.loads(pickle.dumps(s)); print(p, vars(p), type(p))
class F(frozenset): pass
print(copy.copy(F('a')), pickle.loads(pickle.dumps(F('b'))), {1}.__reduce__(), range(1,5,2).__reduce__(), slice(1,2).__reduce__(), frozenset([3]).__reduce__())
print(s.__reduce__(), s.__reduce_ex__(4), {1}.__reduce_ex__(2))

"""inspect: signatures, kinds of things, documentation."""

import inspect


def sample(a, b: int = 1, /, c=2, *args, d, e: str = "x", **rest) -> bool:
    """Say something.

        Indented line.
    """
    yield a


class Thing:
    "A thing."

    def method(self, x): ...

    @classmethod
    def make(cls, y): ...

    @staticmethod
    def helper(z): ...


signature = inspect.signature(sample)
print(signature)
for name, parameter in signature.parameters.items():
    print(name, parameter.kind.name, parameter.default if parameter.default is not parameter.empty else "-", parameter)
print(inspect.signature(Thing().method), inspect.signature(Thing.method), inspect.signature(Thing.make), inspect.signature(Thing), inspect.signature(lambda *, k: 0))
bound = signature.bind(1, 2, 3, 4, d=5, z=6)
bound.apply_defaults()
print(bound.args, bound.kwargs)
try:
    signature.bind(1)
except TypeError as error:
    print(error)
print(inspect.getdoc(sample).splitlines(), inspect.getdoc(Thing), inspect.isgeneratorfunction(sample), inspect.isfunction(len), inspect.isbuiltin(len), inspect.isclass(Thing), inspect.ismethod(Thing().method), inspect.iscoroutinefunction(sample), inspect.ismodule(inspect))
print([name for name, _ in inspect.getmembers(Thing, inspect.isfunction)], [k.__name__ for k in inspect.getmro(bool)], inspect.getmodule(Thing).__name__)
print(inspect.getsource(Thing.method).strip(), inspect.getsourcelines(Thing)[1], inspect.currentframe().f_lineno, inspect.cleandoc("  a\n    b"), inspect.getfullargspec(Thing.method).args)
print(inspect.getattr_static(Thing, "helper").__class__.__name__, inspect.unwrap(sample) is sample, inspect.signature(sample).return_annotation)

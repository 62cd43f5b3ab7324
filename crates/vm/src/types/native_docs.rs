//! The `__doc__` of the functions of `builtins`: what each does, in a sentence.

/// The text for a function of `builtins`.
pub(super) fn of_function(name: &str) -> Option<&'static str> {
    DOCS.iter().find(|(known, _)| *known == name).map(|(_, doc)| *doc)
}

const DOCS: &[(&str, &str)] = &[
    ("__build_class__", "What the class statement calls."),
    ("__import__", "What the import statement calls."),
    ("abs", "Return the absolute value of the argument."),
    ("aiter", "Return an AsyncIterator for an AsyncIterable object."),
    ("all", "Whether every item of an iterable is true."),
    ("anext", "The next item of an asynchronous iterator, or a default when there is none."),
    ("any", "Whether some item of an iterable is true."),
    ("ascii", "An object's repr() with escapes for what is not ASCII."),
    ("bin", "An integer in binary, with 0b before it."),
    ("breakpoint", "Calls sys.breakpointhook()."),
    ("callable", "Whether an object can be called."),
    ("chr", "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    ("compile", "Makes a code object of source."),
    ("delattr", "Deletes an attribute by its name."),
    (
        "dir",
        "dir([object]) -> list of strings\n\nThe names of an object's attributes, or those of the scope.",
    ),
    ("divmod", "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    ("eval", "The value of an expression that is given as source or as a code object."),
    ("exec", "Runs statements that are given as source or as a code object."),
    ("format", "An object as text, in the way that a specification asks for."),
    (
        "getattr",
        "getattr(object, name[, default]) -> value\n\nAn attribute by its name, or a default when there is none.",
    ),
    ("globals", "The dictionary of the module's names."),
    ("hasattr", "Whether an object has an attribute of a name."),
    ("hash", "An integer that equal objects share."),
    ("hex", "An integer in hexadecimal, with 0x before it."),
    ("id", "An integer that no other object has at the same time."),
    ("input", "A line of the standard input, without its end."),
    ("isinstance", "Whether an object is an instance of a class or of one of several."),
    ("issubclass", "Whether a class is derived from another or from one of several."),
    (
        "iter",
        "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over what is iterable.",
    ),
    ("len", "Return the number of items in a container."),
    ("locals", "The names of the scope and their values."),
    ("max", "max(iterable, *[, default=obj, key=func]) -> value\n\nThe largest item."),
    ("min", "min(iterable, *[, default=obj, key=func]) -> value\n\nThe smallest item."),
    ("next", "next(iterator[, default])\n\nThe next item, or a default when there is none."),
    ("oct", "An integer in octal, with 0o before it."),
    ("open", "Opens a file."),
    ("ord", "Return the Unicode code point for a one-character string."),
    ("pow", "A power, or what remains of it by a modulus."),
    ("print", "Writes values as text, to sys.stdout or another stream."),
    ("repr", "An object as text for those who program."),
    ("round", "A number with fewer decimal digits."),
    ("setattr", "Sets an attribute by its name."),
    ("sorted", "A new list of the items of an iterable, in order."),
    ("sum", "The sum of the items of an iterable and of a start value."),
    (
        "vars",
        "vars([object]) -> dictionary\n\nThe dictionary of an object's attributes, or that of the scope.",
    ),
];

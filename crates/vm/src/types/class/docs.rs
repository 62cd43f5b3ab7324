//! The first lines of built-in classes' `__doc__`: how they are called, and what they are.

/// The text for a built-in class.
pub(super) fn of_class(name: &str) -> Option<&'static str> {
    DOCS.iter().find(|(known, _)| *known == name).map(|(_, doc)| *doc)
}

const DOCS: &[(&str, &str)] = &[
    ("bool", "bool(object=False, /)\n--\n\nTrue or False: the truth of an object."),
    ("bytearray", "bytearray(iterable_of_ints) -> bytearray\n\nBytes that can be changed."),
    ("bytes", "bytes(iterable_of_ints) -> bytes\n\nBytes that never change."),
    ("complex", "Create a complex number from a string or numbers."),
    ("dict", "dict() -> new empty dictionary\n\nValues by their keys, in the order in which the keys came."),
    ("enumerate", "Items of an iterable, each with its number."),
    ("filter", "The items for which a function is true."),
    ("float", "Convert a string or number to a floating-point number, if possible."),
    ("frozenset", "Build an immutable unordered collection of unique elements."),
    ("int", "int([x]) -> integer\nint(x, base=10) -> integer\n\nA whole number of any size."),
    ("list", "Built-in mutable sequence.\n\nThe items of an iterable, or none."),
    ("map", "What a function makes of the items of iterables."),
    ("object", "The base class of the class hierarchy.\n\nInstances have no attributes of their own."),
    ("property", "Property attribute.\n\nAn attribute that is got, set and deleted by functions."),
    ("range", "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nNumbers in steps."),
    ("reversed", "The items of a sequence, last one first."),
    ("set", "Build an unordered collection of unique elements."),
    ("slice", "slice(stop)\nslice(start, stop[, step])\n\nWhat stands between the brackets of `a[1:2]`."),
    ("str", "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nText."),
    (
        "super",
        "super() -> same as super(__class__, <first argument>)\n\nAttributes of the next class in the order.",
    ),
    ("tuple", "Built-in immutable sequence.\n\nThe items of an iterable, or none."),
    ("type", "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"),
    ("zip", "Tuples of items, one from each iterable."),
    ("Exception", "Common base class for all non-exit exceptions."),
    ("BaseException", "Common base class for all exceptions."),
    ("ValueError", "Inappropriate argument value (of correct type)."),
    ("TypeError", "Inappropriate argument type."),
];

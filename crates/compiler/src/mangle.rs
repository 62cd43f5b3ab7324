//! Private names: inside `class Spam`, `__egg` means `_Spam__egg` (CPython's `_Py_Mangle`).

use std::borrow::Cow;

use bytescope_bytecode::Name;

/// The name that `name` stands for inside the class `private`.
///
/// Names that do not start with two underscores, end with two, or contain a dot (`import __a.b`) stand for
/// themselves, as do all names in a class whose own name is nothing but underscores.
#[inline]
pub fn mangle<'name>(private: Option<&str>, name: &'name Name) -> Cow<'name, Name> {
    // Asked of every name, and nearly always this is the answer.
    if !name.starts_with("__") {
        return Cow::Borrowed(name);
    }
    mangle_underscored(private, name)
}

fn mangle_underscored<'name>(private: Option<&str>, name: &'name Name) -> Cow<'name, Name> {
    if name.ends_with("__") || name.contains('.') {
        return Cow::Borrowed(name);
    }
    let class = private.unwrap_or_default().trim_start_matches('_');
    if class.is_empty() {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("_{class}{name}").into())
}

#[cfg(test)]
mod tests {
    use super::mangle;
    use bytescope_bytecode::Name;

    #[test]
    fn follows_cpython() {
        for (class, name, expected) in [
            (Some("Spam"), "__egg", "_Spam__egg"),
            (Some("__Spam"), "__egg", "_Spam__egg"),
            (Some("_Spam_"), "___egg_", "_Spam____egg_"),
            (Some("Spam"), "__egg__", "__egg__"),
            (Some("Spam"), "_egg", "_egg"),
            (Some("Spam"), "__", "__"),
            (Some("Spam"), "__a.b", "__a.b"),
            (Some("___"), "__egg", "__egg"),
            (None, "__egg", "__egg"),
        ] {
            assert_eq!(&**mangle(class, &Name::from(name)), expected);
        }
    }
}

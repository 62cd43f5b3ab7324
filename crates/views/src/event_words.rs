//! What happened beside an instruction's own work, in words: for the trace and for the stepper.

use bytescope_explorer::ExceptionRange;
use bytescope_vm::{AttributeLookup, Found, How, NameLookup, Scope};

use crate::text::count;

/// `fib: global; asked before: local`
pub fn name_words(name: &str, lookup: NameLookup) -> String {
    let answer = match lookup.found {
        Some(scope) => scope_word(scope).to_owned(),
        None => "nobody knows it".to_owned(),
    };
    let asked: Vec<_> = lookup.asked.iter().copied().map(scope_word).collect();
    match (lookup.found, &asked[..]) {
        (_, []) => format!("name {name}: {answer}"),
        (Some(_), asked) => format!("name {name}: {answer}; {} did not know it", asked.join(" and ")),
        (None, asked) => format!("name {name}: {answer}: not {}", asked.join(", not ")),
    }
}

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Local => "local",
        Scope::Enclosing => "enclosing",
        Scope::Global => "global",
        Scope::BuiltIn => "built-in",
    }
}

/// `attribute area of a Square: a method of Shape; Square does not have it`
pub fn attribute_words(name: &str, lookup: &AttributeLookup) -> String {
    let answer = match &lookup.found {
        Found::Object => "the object's own".to_owned(),
        Found::Class { class, how } => {
            let what = match how {
                How::DataDescriptor => "a data descriptor",
                How::Method => "a method",
                How::Descriptor => "a descriptor",
                How::Plain => "an attribute",
            };
            format!("{what} of {class}")
        }
        Found::Hook { class: Some(class), name } => format!("{name} of {class} answers"),
        Found::Hook { class: None, name } => format!("the module's {name} answers"),
        Found::Nowhere => "nobody has it".to_owned(),
    };
    let mut without: Vec<_> = lookup.asked.iter().map(|class| &**class).collect();
    if lookup.asked_object {
        without.insert(0, "the object itself");
    }
    // That classes do not have what the object has itself is no news.
    if without.is_empty() || lookup.found == Found::Object {
        return format!("attribute {name} of {}: {answer}", with_article(&lookup.class));
    }
    let have = if without.len() == 1 { "does" } else { "do" };
    let asked = match &without[..] {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        asked => asked.concat(),
    };
    let class = with_article(&lookup.class);
    format!("attribute {name} of {class}: {answer}; {asked} {have} not have it")
}

/// `an int`, `a Square`. Names with a U are mostly read like `User`.
fn with_article(class: &str) -> String {
    let article = if class.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} {class}")
}

/// `the exception table: 2 entries asked, 10 to 34 goes to 60`
pub fn search_words(offset: u32, asked: &[ExceptionRange], is_found: bool) -> String {
    let entries = match asked.len() {
        1 => "1 entry".to_owned(),
        number => format!("{number} entries"),
    };
    match asked.last().filter(|_| is_found) {
        Some(range) => format!(
            "exception table: {entries} asked for offset {offset}; {} to {} goes to {}",
            range.start, range.end, range.target
        ),
        None if asked.is_empty() => format!("exception table: no entry for offset {offset}"),
        None => format!("exception table: {entries} asked, none is for offset {offset}"),
    }
}

/// `freed: [1, 2], the last reference is gone`
pub fn freed_words(object: &str, is_collected: bool) -> String {
    if is_collected {
        format!("collected: {object}, only a cycle referred to it")
    } else {
        format!("freed: {object}, its last reference is gone")
    }
}

/// `thread 2 goes on in place of the main thread`
pub fn switch_words(from: i64, to: i64) -> String {
    let name =
        |thread: i64| if thread == 0 { "the main thread".to_owned() } else { format!("thread {thread}") };
    format!("{} runs in place of {}", name(to), name(from))
}

/// What a check for a thread switch is called.
pub const CHECK_WORDS: &str = "CPython checks here whether to switch threads";

/// `3 more rounds, 12 instructions`
pub fn rounds_words(rounds: u64, steps: u64) -> String {
    let more = if rounds == 0 { "no more rounds".to_owned() } else { count(rounds as usize, "more round") };
    format!("{more}, {}", count(steps as usize, "instruction"))
}

//! One opcode at length: what it does to the stack, its argument, its caches, and a program that has it.

use bytescope_bytecode::{ArgumentKind, DecodeError, Opcode, OpcodeTable, Version, Words};
use bytescope_explorer::Exploration;

use crate::headings::titled_rule;
use crate::main_view::main_view;
use crate::options::Options;
use crate::run::{Row, Style, wrap_words};
use crate::text::{count, only_ascii};

/// Prose is no easier to read when it is wider.
const PROSE: usize = 80;

/// The page for an opcode. `example` is what became of its example program, if it has one.
pub fn explain(
    opcode: Opcode,
    version: Version,
    example: Option<&Exploration>,
    options: &Options,
) -> Result<Vec<Row>, DecodeError> {
    let table = OpcodeTable::of(version);
    let description = opcode.description();
    let category = opcode.category().map_or("", |category| category.title());
    let mut rows = vec![titled_rule(&[opcode.name().to_owned()], category, options.width)];
    let prose = options.width.min(PROSE).saturating_sub(4);
    let paragraph = |rows: &mut Vec<Row>, text: &str, style: Style| {
        for line in wrap_words(text, prose) {
            rows.push(Row::of(format!("    {line}"), style));
        }
    };
    if let Some(description) = description {
        paragraph(&mut rows, description.summary, Style::BOLD);
        rows.push(Row::new());
    }
    let facts = facts(opcode, table, version, description.map(|description| description.stack));
    for (name, fact) in facts {
        for (index, line) in wrap_words(&fact, prose.saturating_sub(12)).into_iter().enumerate() {
            let mut row = Row::of(format!("    {:<12}", if index == 0 { name } else { "" }), Style::QUIET);
            row.push(line, Style::PLAIN);
            rows.push(row);
        }
    }
    if let Some(description) = description {
        rows.push(Row::new());
        paragraph(&mut rows, description.details, Style::PLAIN);
    }
    if let Some(exploration) = example {
        let names = |object: &bytescope_explorer::Object| {
            let code = bytescope_bytecode::instruction::decode(&object.code.code, table);
            code.filter_map(Result::ok).any(|instruction| instruction.opcode == opcode)
        };
        let object = exploration.objects.iter().find(|object| names(object));
        let only = object.map(|object| object.code.qualname.to_string());
        let options = Options { stack: true, only, ..options.clone() };
        rows.push(Row::new());
        rows.push(Row::of("    for example", Style::QUIET));
        for block in main_view(exploration, &options).skip(1) {
            rows.extend(block?.into_iter().map(|row| emphasise(row, opcode)));
        }
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    Ok(rows)
}

/// Every opcode of a release with its sentence, in the order in which they are best read.
pub fn opcode_list(version: Version, options: &Options) -> Vec<Row> {
    use bytescope_bytecode::Category;
    let table = OpcodeTable::of(version);
    let mut rows = Vec::new();
    for category in Category::ALL {
        let known: Vec<_> =
            category.descriptions().iter().filter(|description| table.has(description.opcode)).collect();
        if known.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows.push(titled_rule(&[category.title().to_owned()], "", options.width));
        let name_width = 27;
        for description in known {
            let room = options.width.saturating_sub(name_width + 4).max(24);
            for (index, line) in wrap_words(description.summary, room).into_iter().enumerate() {
                let name = if index == 0 { description.opcode.name() } else { "" };
                let mut row = Row::of(format!("    {name:name_width$}"), Style::PLAIN);
                row.push(line, Style::QUIET);
                rows.push(row);
            }
        }
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

fn facts(
    opcode: Opcode,
    table: &OpcodeTable,
    version: Version,
    stack: Option<&'static str>,
) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(stack) = stack {
        facts.push(("stack", stack.to_owned()));
    }
    facts.push(("argument", argument(table.argument_kind(opcode), table.words()).to_owned()));
    let caches = usize::from(table.caches(opcode));
    if caches > 0 {
        let field = |(name, units): &(&str, u8)| {
            if *units == 1 { (*name).to_owned() } else { format!("{name} ({units})") }
        };
        let fields: Vec<_> = table.cache_fields(opcode).iter().map(field).collect();
        facts.push(("caches", format!("{}: {}", count(caches, "code unit"), fields.join(", "))));
    }
    let number = match table.number(opcode) {
        Some(number) => format!("{number} in CPython {}", version.series()),
        None => "none: it exists only while compiling".to_owned(),
    };
    facts.push(("number", number));
    facts.push(("releases", format!("CPython {}, of {} known", releases_of(opcode), all_releases())));
    if table.tells_all(opcode) {
        let raises = if table.may_raise(opcode) { "yes" } else { "no" };
        facts.push(("may raise", raises.to_owned()));
    }
    facts
}

/// `3.6 to 3.15`
fn all_releases() -> String {
    let [first, .., last] = Version::READABLE;
    format!("{} to {}", first.series(), last.series())
}

/// `3.6 to 3.10, 3.14`
pub fn releases_of(opcode: Opcode) -> String {
    let mut ranges: Vec<(Version, Version)> = Vec::new();
    for version in OpcodeTable::having(opcode).map(OpcodeTable::version) {
        match ranges.last_mut() {
            Some((_, last)) if last.minor + 1 == version.minor => *last = version,
            _ => ranges.push((version, version)),
        }
    }
    let words = |(first, last): (Version, Version)| {
        if first == last { first.series() } else { format!("{} to {}", first.series(), last.series()) }
    };
    ranges.into_iter().map(words).collect::<Vec<_>>().join(", ")
}

fn argument(kind: ArgumentKind, words: Words) -> &'static str {
    match kind {
        ArgumentKind::None => "none",
        ArgumentKind::Number => "a number",
        ArgumentKind::Constant => "a constant, by index into co_consts",
        ArgumentKind::Name => "a name, by index into co_names",
        ArgumentKind::Global => "a name, by index into co_names, times 2; plus 1 to push NULL as well",
        ArgumentKind::Attribute => "a name, by index into co_names, times 2; plus 1 to load a method",
        ArgumentKind::SuperAttribute => {
            "a name, by index into co_names, times 4; plus 1 to load a method, plus 2 for super(a, b)"
        }
        ArgumentKind::Local => "a local variable, cell or free variable, by its slot",
        ArgumentKind::LocalPair => "two local variables, by their slots, four bits each",
        ArgumentKind::Cell => "a cell or free variable, counted from the first of them",
        ArgumentKind::Import => {
            "a name, by index into co_names, times 4; plus 1 for a lazy import, plus 2 for an eager one"
        }
        ArgumentKind::KeywordNames => "a tuple of names, by index into co_consts",
        ArgumentKind::JumpForward => "how many code units to skip",
        ArgumentKind::JumpBackward => "how many code units to go back",
        ArgumentKind::JumpAbsolute => "where to jump, from the start of the code",
        ArgumentKind::LoopStart => "how many code units back the loop starts",
        ArgumentKind::Handler => "a handler's label",
        ArgumentKind::Compare => match words.compare_shift {
            5 => "the comparison in bits 5 and up; bit 4 asks for True or False",
            4 => "the comparison in bits 4 and up",
            _ => "the comparison's number",
        },
        ArgumentKind::BinaryOp => "the operator's number",
        ArgumentKind::Is => "1 for is not",
        ArgumentKind::Contains => "1 for not in",
        ArgumentKind::Conversion => "1 for !s, 2 for !r, 3 for !a",
        ArgumentKind::Format => "1 for !s, 2 for !r, 3 for !a; plus 4 for a format",
        ArgumentKind::CommonConstant => "the constant's number",
        ArgumentKind::SpecialMethod => "the method's number",
        ArgumentKind::FunctionAttributes => "1 defaults, 2 keyword defaults, 4 annotations, 8 closure",
        ArgumentKind::Intrinsic1 | ArgumentKind::Intrinsic2 => "the function's number",
    }
}

/// Makes the opcode's name bold where it stands as an instruction.
fn emphasise(row: Row, opcode: Opcode) -> Row {
    let mut out = Row::new();
    for run in row.runs {
        let place = run.text.split_once(opcode.name()).filter(|(before, after)| {
            !run.style.bold
                && (before.is_empty() || before.ends_with([' ', '─']))
                && (after.is_empty() || after.starts_with(' '))
        });
        match place {
            Some((before, after)) => {
                out.push(before, run.style);
                out.push(opcode.name(), Style { bold: true, ..run.style });
                out.push(after, run.style);
            }
            None => out.push(run.text, run.style),
        }
    }
    out
}

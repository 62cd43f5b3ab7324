//! Numbers that are looked up: `{{instructions adder add}}` in running text.

use std::ops::Range;
use std::rc::Rc;

use bytescope_bytecode::CodeObject;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::document::Program;
use crate::prose::OPTIONS;

/// Replaces the numbers of a piece of prose; what cannot be found goes to `wrong`, with its line counted from 0.
pub(crate) fn look_up(
    markdown: &str,
    programs: &[Rc<Program>],
    mut wrong: impl FnMut(usize, String),
) -> String {
    if !markdown.contains("{{") {
        return markdown.to_owned();
    }
    let code = code_ranges(markdown);
    let mut out = String::new();
    let mut done = 0;
    while let Some(start) = markdown[done..].find("{{").map(|at| done + at) {
        let Some(end) = markdown[start..].find("}}").map(|at| start + at) else { break };
        out.push_str(&markdown[done..start]);
        if code.iter().any(|range| range.contains(&start)) {
            out.push_str("{{");
            done = start + 2;
            continue;
        }
        match number(markdown[start + 2..end].trim(), programs) {
            Ok(number) => out.push_str(&number.to_string()),
            Err(message) => wrong(markdown[..start].matches('\n').count(), message),
        }
        done = end + 2;
    }
    out.push_str(&markdown[done..]);
    out
}

/// Where code stands, in which braces are braces.
fn code_ranges(markdown: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut block = None;
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Code(_) => ranges.push(range),
            Event::Start(Tag::CodeBlock(_)) => block = Some(range.start),
            Event::End(TagEnd::CodeBlock) => ranges.extend(block.take().map(|start| start..range.end)),
            _ => {}
        }
    }
    ranges
}

fn number(query: &str, programs: &[Rc<Program>]) -> Result<u64, String> {
    let words: Vec<_> = query.split_whitespace().collect();
    let (what, name, of) = match words[..] {
        [what, name] => (what, name, None),
        [what, name, of] => (what, name, Some(of)),
        _ => return Err(format!("{{{{{query}}}}}: expected {{{{instructions NAME}}}} and the like")),
    };
    let program = programs.iter().find(|program| program.name.as_deref() == Some(name));
    let program =
        program.ok_or_else(|| format!("{{{{{query}}}}}: no program of the page is called {name}"))?;
    match what {
        "instructions" => {
            let exploration = program.exploration.as_ref().ok_or("the program was refused")?;
            let wanted = of.unwrap_or("<module>");
            let object = exploration.objects.iter().find(|object| object.code.goes_by(wanted));
            let object = object.ok_or_else(|| unknown(program, wanted))?;
            let listing = exploration.disassemble(object).map_err(|error| error.to_string())?;
            Ok(listing.instructions.len() as u64)
        }
        "stacksize" => Ok(code(program, of.unwrap_or("<module>"))?.stacksize.into()),
        "bytes" => Ok(code(program, of.unwrap_or("<module>"))?.code.len() as u64),
        "executed" => {
            let profile = &program.ran.as_ref().ok_or("the program does not run")?.profile;
            match of {
                None => Ok(profile.total),
                Some(line) if line.chars().all(|c| c.is_ascii_digit()) => {
                    let line: i32 = line.parse().map_err(|_| format!("{line}: no line has this number"))?;
                    let of_line = profile
                        .lines
                        .iter()
                        .filter(|(file, at, ..)| *file == program.filename && *at == line);
                    Ok(of_line.map(|(.., count)| count).sum())
                }
                Some(function) => {
                    code(program, function)?;
                    let of_code = profile.codes.iter().filter(|(file, name, _)| {
                        *file == program.filename
                            && (name == function
                                || name.replace("<locals>.", "") == function
                                || name.rsplit('.').next() == Some(function))
                    });
                    Ok(of_code.map(|(.., count)| count).sum())
                }
            }
        }
        _ => Err(format!(
            "there are no numbers called {what}; there are instructions, executed, stacksize, bytes"
        )),
    }
}

fn code<'a>(program: &'a Program, wanted: &str) -> Result<&'a CodeObject, String> {
    let exploration = program.exploration.as_ref().ok_or("the program was refused")?;
    let object = exploration.objects.iter().find(|object| object.code.goes_by(wanted));
    object.map(|object| &*object.code).ok_or_else(|| unknown(program, wanted))
}

/// Says which code objects there are.
pub(crate) fn unknown(program: &Program, wanted: &str) -> String {
    let names = program.exploration.iter().flat_map(|exploration| &exploration.objects);
    let names: Vec<_> = names.map(|object| object.code.qualname.replace("<locals>.", "")).collect();
    format!("no code object is called {wanted}; there are {}", names.join(", "))
}

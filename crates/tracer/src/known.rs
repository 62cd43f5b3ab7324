//! What is known of a code object without running it: worked out once, when it first runs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::{CodeObject, Location, Opcode, OpcodeTable, Version};
use bytescope_explorer::{ExceptionRange, Source, Spans, Stack, disassemble, excerpt};
use bytescope_vm::Ref;
use bytescope_vm::objects::Code;
use rustc_hash::FxHashMap;

use crate::choice::Choice;
use crate::lines::json_text;

/// Sources by the file names of code objects.
pub type Sources = Rc<RefCell<HashMap<String, Rc<Source>>>>;

/// A code object in words.
#[derive(Debug)]
pub struct Known {
    /// Keeps the code alive, so that its address stays its own.
    running: Ref<Code>,
    /// What the compiler made.
    pub object: Arc<CodeObject>,
    /// Its name.
    pub name: String,
    /// Its qualified name.
    pub qualname: String,
    /// What readers call it: the qualified name, and of which file, if it is a module other than the program.
    pub title: String,
    /// Its file.
    pub file: String,
    /// The first line.
    pub first_line: i32,
    /// Its instructions, as the machine counts them.
    pub instructions: Vec<KnownInstruction>,
    /// Its exception table.
    pub exceptions: Vec<ExceptionRange>,
    /// The source, if it is there.
    pub source: Option<Rc<Source>>,
    /// Whether its frames are shown.
    pub(crate) is_shown: bool,
}

/// An instruction in words.
#[derive(Debug)]
pub struct KnownInstruction {
    /// Where it is, in bytes.
    pub offset: u32,
    /// What it does.
    pub opcode: Opcode,
    /// The argument.
    pub arg: u32,
    /// The argument in words.
    pub meaning: String,
    /// The line, from 1.
    pub line: Option<i32>,
    /// Where in the source it came from.
    pub location: Location,
    /// The piece of source it came from, on one line.
    pub source: String,
    /// How many values it takes from the stack.
    pub popped: usize,
    /// How many values it leaves there.
    pub pushed: usize,
    /// The value stack before it, in source terms.
    pub stack: Option<Stack>,
    /// Variables that it sets, by how far from the top their values are, or deletes.
    pub(crate) stores: Vec<(String, Option<usize>)>,
    pub(crate) is_shown: bool,
    /// What a JSON line has of it.
    pub(crate) json: String,
}

impl Known {
    /// Whether this is what is known of that code.
    pub(crate) fn is_of(&self, code: &Ref<Code>) -> bool {
        self.running.is(code)
    }
}

/// All code objects that were seen, and where their sources are.
pub struct World {
    sources: Sources,
    known: FxHashMap<usize, Rc<Known>>,
    /// The file of the program: what runs first.
    program: Option<String>,
    /// Expressions of sources, if stacks are to be told in source terms.
    spans: Option<FxHashMap<*const Source, Rc<Spans>>>,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

impl World {
    /// Nothing is known yet.
    pub fn new(sources: Sources) -> Self {
        Self { sources, known: FxHashMap::default(), program: None, spans: None }
    }

    /// From now on finds better words for what lies on the stack, which takes a parse of every source.
    pub(crate) fn tell_terms(&mut self) {
        self.spans.get_or_insert_default();
    }

    /// What is known of a code object.
    pub(crate) fn code(&mut self, code: &Ref<Code>, choice: &Choice) -> Rc<Known> {
        if let Some(known) = self.known.get(&code.value().id()) {
            return Rc::clone(known);
        }
        let source = self.sources.borrow().get(&*code.object.filename).cloned();
        let spans = source.as_ref().zip(self.spans.as_mut()).map(|(source, spans)| {
            let spans = spans.entry(Rc::as_ptr(source));
            Rc::clone(spans.or_insert_with(|| Rc::new(Spans::of(source, Version::LATEST))))
        });
        let mut known = examine(code, source, &spans.unwrap_or_default(), choice);
        let program = self.program.get_or_insert_with(|| known.file.clone());
        if known.name == "<module>" && known.file != *program {
            let file = known.file.rsplit(['/', '\\']).next().unwrap_or(&known.file);
            known.title = format!("<module> of {file}");
        }
        let known = Rc::new(known);
        self.known.insert(code.value().id(), Rc::clone(&known));
        known
    }
}

fn examine(code: &Ref<Code>, source: Option<Rc<Source>>, spans: &Spans, choice: &Choice) -> Known {
    let object = &code.object;
    let table = OpcodeTable::of(Version::LATEST);
    let none = Source::default();
    let text = source.as_deref().unwrap_or(&none);
    // The machine runs only what can be taken apart.
    let disassembly = disassemble(object, table, text, spans);
    let (instructions, exceptions) =
        disassembly.map(|found| (found.instructions, found.exceptions)).unwrap_or_default();
    let instructions = instructions.into_iter().map(|instruction| {
        let (opcode, arg) = (instruction.opcode, instruction.arg.unwrap_or(0));
        let line = Some(instruction.location.lineno).filter(|line| *line > 0);
        let slice = text.slice(instruction.location).map(excerpt);
        let source = slice.map(|text| bytescope_explorer::one_line(&text)).unwrap_or_default();
        let mut json = format!(
            "\"code\":{},\"offset\":{},\"opname\":\"{}\"",
            json_text(&object.qualname),
            instruction.offset,
            opcode.name()
        );
        if instruction.arg.is_some() {
            let _ = write!(json, ",\"arg\":{arg}");
        }
        if !instruction.meaning.is_empty() {
            let _ = write!(json, ",\"meaning\":{}", json_text(&instruction.meaning));
        }
        if let Some(line) = line {
            let _ = write!(json, ",\"line\":{line}");
        }
        if !source.is_empty() {
            let _ = write!(json, ",\"source\":{}", json_text(&source));
        }
        KnownInstruction {
            offset: instruction.offset,
            opcode,
            arg,
            line,
            location: instruction.location,
            source,
            stack: instruction.stack_before,
            popped: usize::try_from(table.popped(opcode, arg)).unwrap_or(0),
            pushed: usize::try_from(table.pushed(opcode, arg)).unwrap_or(0),
            stores: stores(code, opcode, arg),
            is_shown: choice.shows_line(line),
            meaning: instruction.meaning,
            json,
        }
    });
    let instructions: Vec<_> = instructions.collect();
    let is_shown = choice.shows_code(&object.name, &object.qualname, &object.filename)
        && instructions.iter().any(|instruction| instruction.is_shown);
    Known {
        instructions,
        running: code.clone(),
        object: Arc::clone(object),
        name: object.name.to_string(),
        qualname: object.qualname.to_string(),
        title: object.qualname.to_string(),
        file: object.filename.to_string(),
        first_line: object.firstlineno,
        exceptions,
        is_shown,
        source,
    }
}

/// The variables that an instruction sets, each with the place of its value counted from the top of the stack,
/// or deletes.
fn stores(code: &Ref<Code>, opcode: Opcode, arg: u32) -> Vec<(String, Option<usize>)> {
    let local = |index: u32| {
        code.object.localsplusnames.get(index as usize).map(ToString::to_string).unwrap_or_default()
    };
    let name = || code.object.names.get(arg as usize).map(ToString::to_string).unwrap_or_default();
    match opcode {
        Opcode::STORE_FAST | Opcode::STORE_DEREF => vec![(local(arg), Some(0))],
        Opcode::STORE_FAST_LOAD_FAST => vec![(local(arg >> 4), Some(0))],
        Opcode::STORE_FAST_STORE_FAST => vec![(local(arg >> 4), Some(0)), (local(arg & 15), Some(1))],
        Opcode::STORE_NAME | Opcode::STORE_GLOBAL => vec![(name(), Some(0))],
        Opcode::DELETE_FAST | Opcode::DELETE_DEREF => vec![(local(arg), None)],
        Opcode::DELETE_NAME | Opcode::DELETE_GLOBAL => vec![(name(), None)],
        _ => Vec::new(),
    }
}

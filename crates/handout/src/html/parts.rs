//! The parts of a page, one after the other.

use std::collections::HashMap;

use bytescope_explorer::Exploration;
use bytescope_views::{Moment, Role, Row, Sheet};
use maud::{Markup, html};

use super::context::{Context, heading};
use super::escape::Text;
use super::exercises::exercises;
use super::listing::listing;
use super::prose::{inline, prose};
use super::source::{Pieces, class, program};
use super::{Options, stages, stepper, tree};
use crate::document::{Callout, ComparedInstruction, Comparison, Listing, Part, Program, Shown, View};
use crate::fence::ViewKind;
use crate::layout;
use crate::words::{Words, fill};

/// Writes parts.
pub(super) struct Writer<'a> {
    pub(super) context: Context,
    pub(super) words: &'static Words,
    pub(super) options: &'a Options<'a>,
    /// Programs by their text: views of one program are linked wherever they stand.
    programs: HashMap<String, usize>,
    /// Whether the page has said how to point.
    has_hint: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(context: Context, words: &'static Words, options: &'a Options<'a>) -> Self {
        Self { context, words, options, programs: HashMap::new(), has_hint: false }
    }

    pub(super) fn parts(&mut self, parts: &[Part]) -> Markup {
        let mut out = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let heading = match index.checked_sub(1).and_then(|before| parts.get(before)) {
                Some(Part::Heading(heading)) => crate::plain_text(&heading.text),
                _ => String::new(),
            };
            out.push(self.part(part, &heading));
        }
        html! { @for part in &out { (part) } }
    }

    /// `above` is the heading right above the part, if there is one.
    fn part(&mut self, part: &Part, above: &str) -> Markup {
        let target = |title: &str| self.options.target(title);
        match part {
            Part::Heading(found) => {
                self.context.level = found.level;
                heading(found.level, "", &found.anchor, inline(&found.text, &target))
            }
            Part::Prose(markdown) => html! { div.prose { (prose(markdown, &target)) } },
            Part::Program(shown) => self.program(shown, above),
            Part::Comparison(comparison) => self.comparison(comparison),
            Part::Pyc(listing) => self.compiled(listing),
            Part::Exercises(made) => exercises(&self.context, made, self.words, self.options.answers),
            Part::Callout(callout) => self.callout(callout),
        }
    }

    fn compiled(&mut self, compiled: &Listing) -> Markup {
        let Listing { title, exploration, only, show } = compiled;
        let group = self.group(exploration.source.text());
        let version = fill(self.words.true_for, &[&exploration.release()]);
        let listings =
            show.iter().map(|kind| self.listings(exploration, only.as_deref(), *kind == ViewKind::Stack));
        let listings: Vec<_> = listings.collect();
        html! {
            div.prog data-g=(group) {
                (self.hint())
                div.view { (caption(title, &version)) @for listing in &listings { (listing) } }
                div.bar role="status" aria-live="polite" {}
            }
        }
    }

    /// The number of a program.
    fn group(&mut self, text: &str) -> usize {
        let next = self.programs.len();
        *self.programs.entry(text.to_owned()).or_insert(next)
    }

    /// How to point, said once.
    fn hint(&mut self) -> Markup {
        let is_new = !std::mem::replace(&mut self.has_hint, true);
        html! { @if is_new { p.lead.screen { (self.context.words.point) } } }
    }

    fn listings(&mut self, exploration: &Exploration, only: Option<&str>, with_stack: bool) -> Markup {
        let mut objects = Vec::new();
        for index in chosen(exploration, only) {
            // Only code that no compiler made fails, and that is found when a file is read.
            let object = listing(&mut self.context, exploration, index, with_stack, only.is_some());
            objects.extend(object.ok());
        }
        html! { @for object in &objects { (object) } }
    }

    fn callout(&mut self, callout: &Callout) -> Markup {
        let target = |title: &str| self.options.target(title);
        let title = if callout.title.is_empty() { self.words.callout(&callout.kind) } else { &callout.title };
        let title = inline(title, &target);
        let inside = self.parts(&callout.parts);
        if callout.folded {
            html! { details.q { summary { (title) } div { (inside) } } }
        } else {
            html! { div class={ "box " (callout.kind) } { p.bt { (title) } (inside) } }
        }
    }

    fn program(&mut self, shown: &Shown, above: &str) -> Markup {
        let Shown { program, views } = shown;
        let group = self.group(program.source.text());
        let version = fill(self.words.true_for, &[&program.version.to_string()]);
        let has_code = views.iter().any(|view| matches!(view, View::Bytecode | View::Stack));
        let mut out = Vec::new();
        for view in views {
            let title = match view.kind() {
                Some(kind) => self.words.view(kind),
                None => self.words.ends_with,
            };
            let title = if title == above { "" } else { title };
            // What a program prints belongs to no release.
            let version =
                if matches!(view, View::Source | View::Output | View::Error(_)) { "" } else { &version };
            let body = self.view(program, view, has_code);
            out.push(html! { div.view { (caption(title, version)) (body) } });
        }
        let has_links = views.iter().any(|view| {
            matches!(view, View::Bytecode | View::Stack | View::Ast(_) | View::Tokens(_) | View::Passes(_))
        });
        let hint = if has_code {
            self.hint()
        } else {
            html! {}
        };
        html! {
            div.prog data-g=(group) {
                (hint)
                @for view in &out { (view) }
                @if has_links { div.bar role="status" aria-live="polite" {} }
            }
        }
    }

    fn view(&mut self, program: &Program, view: &View, has_code: bool) -> Markup {
        let only = program.options.only.as_deref();
        let name = &program.filename;
        match view {
            View::Source => {
                let pieces = match &program.exploration {
                    Some(exploration) if has_code => {
                        let sheets = sheets(exploration);
                        Pieces::of(exploration, &sheets)
                    }
                    _ => Pieces::default(),
                };
                self::program(&program.source, &pieces, name)
            }
            View::Bytecode | View::Stack => {
                let Some(exploration) = &program.exploration else { return html! {} };
                self.listings(exploration, only, matches!(view, View::Stack))
            }
            View::Explain => super::glossary(layout::explain(program)),
            View::Tokens(tokens) => stages::tokens(tokens),
            View::Ast(syntax) => {
                let label = self.words.view(ViewKind::Ast);
                syntax.tree.with_stack(|| tree::tree(syntax.tree.root(), &syntax.source, label))
            }
            View::Symbols(symbols) => stages::scopes(&self.context, symbols, only),
            View::Passes(passes) => stages::passes(&mut self.context, passes, only),
            View::Cfg(passes) => stages::graphs(&mut self.context, passes, Moment::Both, only),
            View::Trace(trace) => html! { div.sc { pre { (rows(trace)) } } },
            View::Stepper { recording, .. } => stepper::stepper(&mut self.context, recording),
            View::Output if program.is_silent() => html! { p.dim { (self.words.prints_nothing) } },
            View::Output => {
                let text = program.ran.as_ref().map_or("", |ran| &ran.stdout);
                html! { pre.out { (Text(text)) } }
            }
            View::Error(message) => html! { pre.out.err { (Text(message)) } },
            View::Profile => html! { div.sc { pre { (rows(&layout::rows(program, view, 80))) } } },
        }
    }

    fn comparison(&self, comparison: &Comparison) -> Markup {
        let count = |number: usize| fill(self.words.instructions, &[&number.to_string()]);
        html! {
            @for object in &comparison.objects {
                div.view.sc {
                    table.compare {
                        thead { tr {
                            @for side in 0..2 {
                                th scope="col" {
                                    code { b { (Text(&comparison.names[side])) } }
                                    @if !object.names[side].is_empty() && object.names[side] != "<module>" {
                                        " › " code { (Text(&object.names[side])) }
                                    }
                                    br; small { (count(object.counts[side])) }
                                }
                            }
                        } }
                        tbody {
                            @for [left, right] in &object.rows {
                                @let same = left.as_ref().zip(right.as_ref())
                                    .is_some_and(|(left, right)| left.does_what(right));
                                tr class=(if same { "eq" } else { "ne" }) {
                                    td { (compared(left.as_ref())) }
                                    td { (compared(right.as_ref())) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn compared(instruction: Option<&ComparedInstruction>) -> Markup {
    html! {
        @if let Some(instruction) = instruction {
            code { span.op { (instruction.opcode) } " " span { (Text(&instruction.meaning)) } }
        }
    }
}

/// The title of a view, and what it is true for.
fn caption(title: &str, version: &str) -> Markup {
    html! {
        @if !title.is_empty() || !version.is_empty() {
            p.vt { @if !title.is_empty() { b { (Text(title)) } } @if !version.is_empty() { " " small { (version) } } }
        }
    }
}

/// Rows of text, with the colours of their roles.
fn rows(rows: &[Row]) -> Markup {
    html! {
        @for row in rows {
            @for run in &row.runs {
                @let role = match run.style.role {
                    Role::Plain => "",
                    Role::Quiet => "dim",
                    Role::Exception => "x",
                    Role::Span(hue) => class(hue),
                };
                @if role.is_empty() && !run.style.bold { (Text(&run.text)) }
                @else if run.style.bold { b class=(role) { (Text(&run.text)) } }
                @else { span class=(role) { (Text(&run.text)) } }
            }
            "\n"
        }
    }
}

/// The code objects of a name, or all.
pub(super) fn chosen(exploration: &Exploration, only: Option<&str>) -> Vec<usize> {
    let objects = exploration.objects.iter().enumerate();
    let chosen = objects.filter(|(_, object)| only.is_none_or(|name| object.code.goes_by(name)));
    chosen.map(|(index, _)| index).collect()
}

fn sheets(exploration: &Exploration) -> Vec<Sheet> {
    (0..exploration.objects.len()).filter_map(|index| Sheet::new(exploration, index).ok()).collect()
}

//! The stages beside the bytecode: tokens, names, what the passes did, the control flow.

use std::ops::Range;

use bytescope_bytecode::Location;
use bytescope_compiler::symtable::ScopeKind;
use bytescope_explorer::{BasicBlock, Passes, Scope, Source, Symbols, Token, Tokens, Unit, about_pass};
use bytescope_syntax::TokenKind;
use bytescope_views::{Moment, PassChange, PassLine, argument, changes, svg_graph};
use maud::{Markup, html};

use super::context::Context;
use super::escape::{Text, attribute};
use super::source::{dashed, place};
use super::words::PageWords;

/// The tokens, line by line: each with its kind below it.
pub(crate) fn tokens(tokens: &Tokens) -> Markup {
    let mut lines: Vec<(i32, Vec<&Token>)> = Vec::new();
    for token in &tokens.tokens {
        match lines.last_mut() {
            Some((line, group)) if *line == token.location.lineno => group.push(token),
            _ => lines.push((token.location.lineno, vec![token])),
        }
    }
    // Lines that are nothing but a line end say nothing.
    lines.retain(|(_, group)| group.iter().any(|token| token.kind != TokenKind::Nl));
    html! {
        ol.tks {
            @for (line, group) in &lines {
                li {
                    span.no { (line) }
                    @for token in group { (self::token(tokens, token)) }
                }
            }
        }
    }
}

fn token(tokens: &Tokens, token: &Token) -> Markup {
    let text = tokens.text(token);
    let kind = match token.kind {
        TokenKind::Name if token.is_keyword => "keyword".to_owned(),
        other => other.name().to_lowercase().replace('_', " "),
    };
    let class = match token.kind {
        TokenKind::Name if token.is_keyword => "tk k",
        TokenKind::Name => "tk",
        TokenKind::Number
        | TokenKind::String
        | TokenKind::FStringStart
        | TokenKind::FStringMiddle
        | TokenKind::FStringEnd => "tk l",
        TokenKind::Op => "tk o",
        _ => "tk q",
    };
    let shown = match token.kind {
        TokenKind::Newline | TokenKind::Nl => "↵".to_owned(),
        TokenKind::Indent => text.replace(' ', "·").replace('\t', "→"),
        TokenKind::Dedent | TokenKind::EndMarker => String::new(),
        _ => text.to_owned(),
    };
    let span = Some(token.range.clone()).filter(|range| !range.is_empty());
    html! {
        span class=(class) data-p=[span.as_ref().map(dashed)] { code { (Text(&shown)) } small { (kind) } " " }
    }
}

/// The scopes as boxes in boxes.
pub(crate) fn scopes(context: &Context, symbols: &Symbols, only: Option<&str>) -> Markup {
    let chosen: Vec<usize> = (0..symbols.scopes.len())
        .filter(|index| match only {
            Some(name) => symbols.scopes[*index].goes_by(name),
            None => symbols.scopes[*index].parent.is_none(),
        })
        .collect();
    html! {
        div.scopes {
            @for index in chosen { (scope(context.words, symbols, index, only.is_none())) }
        }
    }
}

fn scope(words: &PageWords, symbols: &Symbols, index: usize, with_inner: bool) -> Markup {
    let scope = &symbols.scopes[index];
    let inner: Vec<usize> = (index + 1..symbols.scopes.len())
        .filter(|other| with_inner && symbols.scopes[*other].parent == Some(index))
        .collect();
    // Very deep nesting would leave no room for the names.
    let class = if scope.depth > 4 { "scope deep" } else { "scope" };
    html! {
        div class=(class) {
            table {
                caption { code { b { (Text(&scope.code_name)) } } " " span.dim { (kind_of(words, scope)) } }
                @if !scope.symbols.is_empty() {
                    thead { tr {
                        th scope="col" { (words.name) }
                        th scope="col" { (words.kind) }
                        th scope="col" { (words.uses) }
                        th scope="col" { (words.why) }
                    } }
                    tbody {
                        @for symbol in &scope.symbols {
                            tr {
                                th scope="row" { code { b { (Text(&symbol.name)) } } }
                                td class=(colour(symbol.kind)) { (symbol.kind) }
                                td { (symbol.uses.join(", ")) }
                                td.dim { (Text(&symbol.why)) }
                            }
                        }
                    }
                }
            }
            @for other in inner { (self::scope(words, symbols, other, with_inner)) }
        }
    }
}

fn kind_of(words: &PageWords, scope: &Scope) -> String {
    match scope.kind {
        ScopeKind::Module => scope.kind.to_string(),
        _ => format!("{}, {} {}", scope.kind, words.line, scope.location.lineno),
    }
}

fn colour(kind: &str) -> &'static str {
    match kind {
        "cell" | "free" => "s1",
        "parameter" => "s2",
        "global" | "built-in" => "s0",
        _ => "",
    }
}

/// What each pass did to the instructions, as a difference to the pass before.
pub(crate) fn passes(context: &mut Context, passes: &Passes, only: Option<&str>) -> Markup {
    let mut units = Vec::new();
    for unit in passes.chosen(only) {
        let id = context.id("u");
        let size = |blocks: &[BasicBlock]| blocks.iter().map(|block| block.instructions.len()).sum::<usize>();
        let facts = format!(
            "{} → {} {}",
            size(unit.blocks_after(0)),
            size(unit.final_blocks()),
            context.words.instructions
        );
        let title = html! { code { b { (Text(&unit.path())) } } " " small { (facts) } };
        let heading = context.title("ot", &id, title);
        units.push(
            html! { section.unit aria-labelledby=(id) { (heading) (steps(context.words, unit, passes)) } },
        );
    }
    html! { @for unit in &units { (unit) } }
}

fn steps(words: &PageWords, unit: &Unit, passes: &Passes) -> Markup {
    let idle: Vec<_> = unit.steps.iter().filter(|step| step.blocks.is_none()).map(|step| step.pass).collect();
    html! {
        @for (index, step) in unit.steps.iter().enumerate() {
            @if step.blocks.is_some() {
                details.ps open[index > 0] {
                    summary { b { (step.pass) } " " span.dim { (about_pass(step.pass)) } }
                    div.diff {
                        @for change in changes(unit, index) { (line(&change, &passes.source)) }
                    }
                }
            }
        }
        @if !idle.is_empty() {
            p.dim { (words.no_change) ": " @for (index, pass) in idle.iter().enumerate() {
                @if index > 0 { ", " } (pass)
            } }
        }
    }
}

fn line(change: &PassChange<'_>, source: &Source) -> Markup {
    let content = match change.line {
        PassLine::Gap => return html! { div.gp { "…" } },
        PassLine::Block(block) => {
            let mut facts = Vec::new();
            if block.handler {
                facts.push("handler".to_owned());
            }
            if block.cold {
                facts.push("cold".to_owned());
            }
            facts.extend(block.depth.map(|depth| format!("depth {depth}")));
            html! { b { "b" (block.id) } " " span.dim { (facts.join(", ")) } }
        }
        PassLine::Instruction(instruction) => {
            let line = Some(instruction.location.lineno).filter(|line| *line > 0);
            html! {
                span.no { @if let Some(line) = line { (line) } @else { "–" } }
                span.op { (instruction.opcode.name()) } " "
                span { (Text(&argument(instruction))) }
                @if let Some(handler) = instruction.handler { " " span.x { "! b" (handler) } }
            }
        }
    };
    let span = match change.line {
        PassLine::Instruction(instruction) => span_of(source, instruction.location),
        _ => None,
    };
    let span = span.as_ref().map(dashed);
    match change.sign {
        '+' => html! { ins data-p=[span] { i { "+" } (content) } },
        '-' => html! { del { i { "−" } (content) } },
        '~' => html! { div.mod data-p=[span] { i { "~" } (content) } },
        _ => html! { div data-p=[span] { i {} (content) } },
    }
}

fn span_of(source: &Source, location: Location) -> Option<Range<usize>> {
    place(source, location)
}

/// The control flow graphs, before and after optimisation.
pub(crate) fn graphs(context: &mut Context, passes: &Passes, moment: Moment, only: Option<&str>) -> Markup {
    let words = context.words;
    let mut units = Vec::new();
    for unit in passes.chosen(only) {
        let id = context.id("g");
        let heading = context.title("ot", &id, html! { code { b { (Text(&unit.path())) } } });
        let mut graphs = Vec::new();
        for (is_before, name) in [(true, words.before), (false, words.after)] {
            if (is_before && moment == Moment::After) || (!is_before && moment == Moment::Before) {
                continue;
            }
            let blocks = if is_before { unit.blocks_after(0) } else { unit.final_blocks() };
            let title = attribute(&format!("{}, {name}", unit.path()));
            let svg = svg_graph(blocks, &title, !context.has_arrows);
            context.has_arrows = true;
            graphs.push((name, svg));
        }
        units.push(html! {
            section.unit aria-labelledby=(id) {
                (heading)
                div.graphs {
                    @for (name, svg) in &graphs {
                        figure { figcaption { (name) } div.sc { (maud::PreEscaped(svg)) } }
                    }
                }
            }
        });
    }
    html! { @for unit in &units { (unit) } }
}

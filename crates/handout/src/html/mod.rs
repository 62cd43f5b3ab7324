//! A document as one self-contained page, and the index of a book of pages.
//!
//! A page asks nothing of a network and works from a file. Style sheets and scripts are files beside this one, put
//! into every page. Without scripts everything can be read, but nothing lights up and nothing steps.

mod context;
mod escape;
mod exercises;
mod listing;
mod map;
mod parts;
mod prose;
mod search;
mod source;
mod stages;
mod stepper;
mod tree;
mod words;

use bytescope_bytecode::{DecodeError, Opcode};
use bytescope_explorer::Exploration;
use maud::{Markup, PreEscaped, html};

use self::context::Context;
use self::escape::{Text, attribute, script};
use self::parts::Writer;
use self::prose::{inline, prose};
pub(crate) use self::words::PageWords;
use crate::book::Book;
use crate::document::{Document, Exercise, Part};
use crate::fence::ViewKind;
use crate::words::{Language, Words, fill};

pub use self::search::{search_index, search_pieces};

const STYLES: [&str; 6] = [
    include_str!("page.css"),
    include_str!("listing.css"),
    include_str!("stages.css"),
    include_str!("stepper.css"),
    include_str!("site.css"),
    include_str!("print.css"),
];
const SCRIPTS: [&str; 4] =
    [include_str!("page.js"), include_str!("link.js"), include_str!("stepper.js"), include_str!("search.js")];

/// The file beside the pages of a book in which their search looks.
pub const SEARCH_INDEX: &str = "search-index.js";

/// Where the solutions of exercises stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// At the end of the page.
    #[default]
    Separate,
    /// Under each exercise, folded away.
    Inline,
    /// Nowhere.
    None,
}

/// How pages are rendered.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The pages that links lead to, and the neighbours. A page that stands alone has an empty book.
    pub book: &'a Book,
    /// Where the solutions of exercises stand.
    pub answers: Answers,
    /// Whether nothing is written beside the page: then it has no search.
    pub stands_alone: bool,
}

impl Options<'_> {
    /// The address of the page of a title or alias.
    pub fn target(&self, title: &str) -> Option<String> {
        Some(format!("{}.html", self.book.find(title)?.slug.as_ref()?))
    }

    fn has_search(&self) -> bool {
        !self.is_alone() && !self.stands_alone
    }

    fn is_alone(&self) -> bool {
        self.book.sections.is_empty()
    }
}

/// The page.
pub fn render(document: &Document, options: &Options<'_>) -> String {
    let words = document.language.words();
    let mut writer = Writer::new(Context::new(PageWords::of(document.language)), words, options);
    let body = writer.parts(&document.parts);
    let mut made = Vec::new();
    collect(&document.parts, &mut made);
    let solutions = match options.answers {
        Answers::Separate if !made.is_empty() => exercises::solutions(&writer.context, &made, words),
        _ => html! {},
    };
    let version = document.version.to_string();
    let target = |title: &str| options.target(title);
    let header = html! {
        header.top {
            div.wrap {
                @if !options.is_alone() { (crumbs(document, options, writer.context.words)) }
                h1 { (inline(&document.title, &target)) }
                (theme(writer.context.words))
                p.sub {
                    @if !document.summary.is_empty() { (inline(&document.summary, &target)) " " }
                    span.ver { (fill(words.true_for, &[&version])) }
                    @if !document.author.is_empty() { " · " (Text(&document.author)) }
                }
                @if options.has_search() { (search::field(words, writer.context.words)) }
            }
        }
        (sections(document, words, !made.is_empty() && options.answers == Answers::Separate))
    };
    let content = html! {
        main.wrap id="content" {
            (body)
            (solutions)
            @if !options.is_alone() { (pager(document, options, words)) }
        }
    };
    let page = Page {
        language: document.language,
        title: crate::plain_text(&document.title),
        context: &writer.context,
        words,
        version: &version,
        options,
    };
    page.html(&html! { (header) (content) })
}

/// The main view of one program as a page: what `bytescope FILE -o PAGE.html` writes.
///
/// # Errors
///
/// Where a code object is none that a compiler makes.
pub fn program(exploration: &Exploration, only: Option<&str>) -> Result<String, DecodeError> {
    let words = Language::En.words();
    let mut context = Context::new(PageWords::of(Language::En));
    let mut objects = Vec::new();
    for index in parts::chosen(exploration, only) {
        objects.push(listing::listing(&mut context, exploration, index, true, only.is_some())?);
    }
    let sentences = context.opcodes.iter().filter_map(|name| Some((*name, sentence(name)?)));
    let version = exploration.release();
    let content = html! {
        header.top {
            div.wrap {
                h1 { code { (Text(&exploration.filename)) } }
                (theme(context.words))
                p.sub { (fill(words.true_for, &[&version])) ". " (context.words.point) }
            }
        }
        main.wrap id="content" {
            div.prog data-g="0" {
                @for object in &objects { (object) }
                div.bar role="status" aria-live="polite" {}
            }
            h2 { (words.view(ViewKind::Explain)) }
            (glossary(sentences))
        }
    };
    let (book, title) = (Book::default(), exploration.filename.clone());
    let options = Options { book: &book, answers: Answers::None, stands_alone: true };
    let page = Page {
        language: Language::En,
        title,
        context: &context,
        words,
        version: &version,
        options: &options,
    };
    Ok(page.html(&content))
}

/// The index of a book: its sections with their pages, a search, and a mind map.
pub fn index(book: &Book, options: &Options<'_>) -> String {
    let words = book.language.words();
    let context = Context::new(PageWords::of(book.language));
    let target = |title: &str| options.target(title);
    let content = html! {
        header.top {
            div.wrap {
                h1 { (inline(&book.title, &target)) }
                (theme(context.words))
                div.sub.prose { (prose(&book.about, &target)) }
                (search::field(words, context.words))
            }
        }
        main.wrap id="content" {
            h2 id="contents" { (words.contents) }
            ol.book {
                @for (number, section) in book.sections.iter().enumerate() {
                    li class={ "sec c" (number % 3) } {
                        h3 { (inline(&section.title, &target)) }
                        @if !section.about.is_empty() { div.dim { (prose(&section.about, &target)) } }
                        ol {
                            @for entry in &section.entries {
                                li {
                                    @if let Some(slug) = &entry.slug {
                                        a href={ (attribute(slug)) ".html" } { (inline(&entry.title, &|_| None)) }
                                        @if !entry.summary.is_empty() {
                                            " " span.dim { (inline(&entry.summary, &|_| None)) }
                                        }
                                    } @else {
                                        (inline(&entry.title, &|_| None)) " " span.dim { "(" (words.not_written) ")" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            h2 id="map" { (words.mind_map) }
            div.sc.map data-label=(words.mind_map) { (map::mind_map(book, words.mind_map)) }
        }
    };
    let page = Page {
        language: book.language,
        title: crate::plain_text(&book.title),
        context: &context,
        words,
        version: "",
        options,
    };
    page.html(&content)
}

/// What is around the content.
struct Page<'a> {
    language: Language,
    title: String,
    context: &'a Context,
    words: &'a Words,
    version: &'a str,
    options: &'a Options<'a>,
}

impl Page<'_> {
    fn html(&self, content: &Markup) -> String {
        let has_search = self.options.has_search();
        let page = html! {
            (PreEscaped("<!doctype html>\n"))
            html lang=(self.language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    meta name="generator" content="bytescope";
                    title { (Text(&self.title)) }
                    style { (PreEscaped(STYLES.concat())) }
                }
                body {
                    a.skip href="#content" { (self.context.words.skip) }
                    (content)
                    footer { div.wrap { (made_by(self.words, self.version)) } }
                    script type="application/json" id="words" { (PreEscaped(script(self.context.words.script))) }
                    script type="application/json" id="opcodes" { (PreEscaped(script(&sentences(self.context)))) }
                    @if has_search { script src=(SEARCH_INDEX) {} }
                    script { (PreEscaped(SCRIPTS.concat())) }
                }
            }
        };
        page.into_string()
    }
}

fn made_by(words: &Words, version: &str) -> String {
    let release = if version.is_empty() { "3.13" } else { version };
    fill(words.made_by, &[env!("CARGO_PKG_VERSION"), release])
}

/// A sentence about each opcode that the page shows, as JSON.
fn sentences(context: &Context) -> String {
    let known = context.opcodes.iter();
    let known = known.filter_map(|name| Some(((*name).to_owned(), serde_json::Value::from(sentence(name)?))));
    serde_json::Value::Object(known.collect()).to_string()
}

/// What an opcode does.
fn sentence(name: &str) -> Option<&'static str> {
    Some(Opcode::from_name(name)?.description()?.summary)
}

/// Opcodes with their sentences.
fn glossary<'a>(sentences: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
    html! {
        dl.glossary {
            @for (name, sentence) in sentences { dt { code { (name) } } dd { (sentence) } }
        }
    }
}

fn theme(words: &PageWords) -> Markup {
    html! { button.screen type="button" id="theme" title=(words.theme) hidden { (words.dark) } }
}

/// Links to the headings of the page.
fn sections(document: &Document, words: &Words, has_solutions: bool) -> Markup {
    let headings: Vec<_> = document
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Heading(heading) if heading.level == 2 => Some(heading),
            _ => None,
        })
        .collect();
    html! {
        @if headings.len() > 1 {
            nav.bar0 aria-label=(words.on_this_page) {
                div.wrap {
                    ul {
                        @for heading in &headings {
                            li { a href={ "#" (attribute(&heading.anchor)) } { (inline(&heading.text, &|_| None)) } }
                        }
                        @if has_solutions { li { a href="#solutions" { (words.solutions) } } }
                    }
                }
            }
        }
    }
}

fn crumbs(document: &Document, options: &Options<'_>, words: &PageWords) -> Markup {
    html! {
        nav.crumb aria-label=(words.pages) {
            a href="index.html" { (inline(&options.book.title, &|_| None)) }
            @if !document.section.is_empty() { " › " span { (inline(&document.section, &|_| None)) } }
        }
    }
}

fn pager(document: &Document, options: &Options<'_>, words: &Words) -> Markup {
    let (before, after) = options.book.neighbours(&document.slug);
    html! {
        nav.pager aria-label={ (words.previous) ", " (words.next) } {
            @for (entry, class, word) in [(before, "pv", words.previous), (after, "nx", words.next)] {
                @if let Some(entry) = entry {
                    @if let Some(slug) = &entry.slug {
                        a class=(class) rel=(if class == "pv" { "prev" } else { "next" }) href={ (attribute(slug)) ".html" } {
                            small { (word) } (inline(&entry.title, &|_| None))
                        }
                    }
                }
            }
        }
    }
}

fn collect<'a>(parts: &'a [Part], made: &mut Vec<&'a Exercise>) {
    for part in parts {
        match part {
            Part::Exercises(exercises) => made.extend(exercises),
            Part::Callout(callout) => collect(&callout.parts, made),
            _ => {}
        }
    }
}

//! Rows as a document: preformatted text in Markdown, or in a page of its own with the colours of the handouts.

use std::fmt::Write as _;

use crate::markdown::fenced;
use crate::paint::plain;
use crate::run::{Hue, Role, Row};
use crate::text::printable;

/// Colours of the handouts, light and dark.
const STYLE: &str = "\
:root{--bg:#fcfcfa;--fg:#1f2328;--dim:#5c636d;--blue:#0a5cad;--orange:#9f4208;--teal:#00676a;--pink:#a81750}
@media (prefers-color-scheme:dark){:root{--bg:#16181c;--fg:#e4e6e9;--dim:#a8afb9;--blue:#74b8ff;--orange:#f2a667;\
--teal:#55c8c2;--pink:#ff93b4}}
body{margin:2rem auto;max-width:82rem;padding:0 1.25rem;background:var(--bg);color:var(--fg);font-family:sans-serif}
pre{overflow-x:auto;line-height:1.5;font-size:.875rem}footer{color:var(--dim);font-size:.875rem}
.dim{color:var(--dim)}.s0{color:var(--blue)}.s1{color:var(--orange)}.s2{color:var(--teal)}.x{color:var(--pink)}
";

/// A heading and the rows below it, as Markdown.
pub fn markdown_page(title: &str, rows: &[Row]) -> String {
    format!("# {}\n\n{}", printable(title), fenced(&plain(rows)))
}

/// A heading and the rows below it, as one self-contained page.
pub fn html_page(title: &str, rows: &[Row]) -> String {
    let title = escaped(title);
    let mut page = String::from("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">");
    let _ = write!(
        page,
        "<title>{title}</title>\n<style>\n{STYLE}</style></head>\n\
         <body><h1>{title}</h1>\n<main>"
    );
    html_rows(&mut page, rows);
    let _ = writeln!(
        page,
        "</main>\n<footer>Made by bytescope {}.</footer>\n</body></html>",
        env!("CARGO_PKG_VERSION")
    );
    page
}

/// Rows as a `<pre>` element.
fn html_rows(page: &mut String, rows: &[Row]) {
    page.push_str("<pre>");
    for row in rows {
        let mut row = row.clone();
        row.trim_end();
        for run in &row.runs {
            let class = match run.style.role {
                Role::Plain => "",
                Role::Quiet => "dim",
                Role::Span(Hue::Blue) => "s0",
                Role::Span(Hue::Orange) => "s1",
                Role::Span(Hue::Teal) => "s2",
                Role::Exception => "x",
            };
            let text = escaped(&run.text);
            let _ = match (class, run.style.bold) {
                ("", false) => write!(page, "{text}"),
                ("", true) => write!(page, "<b>{text}</b>"),
                (class, false) => write!(page, "<span class=\"{class}\">{text}</span>"),
                (class, true) => write!(page, "<b class=\"{class}\">{text}</b>"),
            };
        }
        page.push('\n');
    }
    page.push_str("</pre>\n");
}

/// Text safe inside an element.
fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

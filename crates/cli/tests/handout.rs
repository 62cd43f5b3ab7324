//! Handouts, lessons, the atlas and the mdBook preprocessor as a user meets them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.current_dir(folder).args(args);
    for name in ["NO_COLOR", "FORCE_COLOR", "COLORFGBG"] {
        command.env_remove(name);
    }
    command
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Runs, and returns exit code, output and messages.
fn result(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = command(folder, args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs what should work, and returns the file that it wrote.
fn made(folder: &Path, args: &[&str], file: &str) -> String {
    let (code, output, message) = result(folder, args);
    assert_eq!((code, output.as_str()), (0, ""), "{args:?}: {message}");
    fs::read_to_string(folder.join(file)).unwrap()
}

const PROGRAM: &str = include_str!("data/total.py");

const FORMATS: [(&str, &str); 6] = [
    ("html", "html"),
    ("markdown", "md"),
    ("obsidian", "md"),
    ("slides", "md"),
    ("notebook", "ipynb"),
    ("typst", "typ"),
];

#[test]
fn a_snippet_in_every_format() {
    let folder = folder();
    fs::write(folder.path().join("total.py"), PROGRAM).unwrap();
    for (format, ending) in FORMATS {
        let out = format!("{format}.{ending}");
        let args = [
            "handout",
            "total.py",
            "-o",
            &out,
            "--to",
            format,
            "--title",
            "Sums & more",
            "--exercises",
            "all",
        ];
        let page = made(folder.path(), &args, &out);
        assert!(page.contains("FOR_ITER"), "{format} lists no bytecode");
        // Typst escapes what might be markup.
        assert!(
            page.replace('\\', "").contains("CPython 3.13"),
            "{format} does not say for which release it is true"
        );
        assert_eq!(page, made(folder.path(), &args, &out), "{format} is not the same twice");
    }
    let german = made(
        folder.path(),
        &[
            "handout",
            "total.py",
            "-o",
            "de.md",
            "--language",
            "de",
            "--sections",
            "stack,output",
            "--exercises",
            "predict",
        ],
        "de.md",
    );
    assert!(
        german.contains("## Quelltext, Bytecode und Stapel") && german.contains("## Aufgaben"),
        "{german}"
    );
    assert!(!german.contains("Symbol"), "a section that nobody asked for");
    let seeded = |seed: &str| {
        let args = ["handout", "total.py", "-o", "s.md", "--exercises", "stack,line,parsons", "--seed", seed];
        made(folder.path(), &args, "s.md")
    };
    assert_eq!(seeded("5"), seeded("5"));
    assert_ne!(seeded("5"), seeded("6"));
    let without = made(
        folder.path(),
        &["handout", "total.py", "-o", "n.md", "--exercises", "predict", "--answers", "none"],
        "n.md",
    );
    assert!(without.contains("Exercise 1") && !without.contains("Solution"));
}

#[test]
fn text_stays_text() {
    let folder = folder();
    let long = "x".repeat(10_000);
    let nasty = format!(
        "# </script><script>alert(1)</script> <!-- ]]> `````\n\
         s = '</pre></code></script>\"' + \"''' $math$ #set page() [[Link]] {{{{x}}}} | pipe\"\n\
         bidi = '\u{202e}\u{2066}' + '\u{1f600}\u{301}'\n\
         long = '{long}'\nprint(s, '\\x1b[31m\\x00\\r', bidi)\n"
    );
    fs::write(folder.path().join("nasty.py"), nasty).unwrap();
    for (format, ending) in FORMATS {
        let out = format!("{format}.{ending}");
        let sections =
            "source,tokens,ast,symbols,passes,cfg,bytecode,stack,explain,trace,stepper,output,profile";
        let args = [
            "handout",
            "nasty.py",
            "-o",
            &out,
            "--to",
            format,
            "--sections",
            sections,
            "--exercises",
            "predict,stack",
            "--title",
            "<b>&\"'</title> `code`",
            "--author",
            "</head> *me*",
        ];
        let page = made(folder.path(), &args, &out);
        for sign in ['\u{202e}', '\u{2066}', '\u{1b}', '\0'] {
            assert!(!page.contains(sign), "{format} lets {sign:?} through");
        }
        if format == "html" {
            assert!(!page.contains("alert(1)</script>"), "a script got out");
            assert!(!page.contains("<!-- ]]>") && !page.contains("</head> *me*"));
            assert!(page.contains("<h1>&lt;b&gt;&amp;"), "a title is text");
        } else if format == "typst" {
            // All that is not in a string, where only what ends it or escapes is a sign.
            let mut outside = String::new();
            let mut is_string = false;
            // What comes before the title is the same for every document.
            let (_, body) = page.split_once("#heading(depth: 1)").unwrap();
            let mut letters = body.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\\' => {
                        letters.next();
                    }
                    '"' => is_string = !is_string,
                    _ if !is_string => outside.push(letter),
                    _ => {}
                }
            }
            assert!(!is_string && !outside.contains("#set") && !outside.contains("script"), "{outside}");
        } else if ending == "md" {
            assert_fences_are_closed(format, &page);
            assert!(!page.contains("# <b>"), "{format}: a title is text");
            assert!(format == "obsidian" || page.contains("\\*me\\*"), "{format}: so is an author");
        } else if format == "notebook" {
            let notebook: serde_json::Value = serde_json::from_str(&page).unwrap();
            assert_eq!(notebook["nbformat"], 4);
        }
    }
}

/// No listing has ended a fence that it should not have.
fn assert_fences_are_closed(format: &str, page: &str) {
    let mut open: Option<&str> = None;
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match open {
            None if ticks.len() >= 3 => open = Some(ticks),
            Some(fence) if line == fence => open = None,
            _ => {}
        }
        assert!(open.is_some() || !line.contains("<script>"), "{format}: {line} is outside of a fence");
    }
    assert_eq!(open, None, "{format} leaves a fence open");
}

const LESSON: &str = "\
---
title: Adding
summary: What a plus does.
aliases: Sums
---

A *plus* is one of {{instructions adder add}} instructions. See [[Subtracting|the opposite]].

## See it

```python bytescope name=adder show=source,bytecode,trace only=add
def add(a, b):
    return a + b

print(add(2, 3))
```

```output
5
```

> [!question]- Why?
> Because `a` is **added**.

> [!tip]
> Try it.

## Exercises

```bytescope exercises=predict,stack program=adder
```
";

/// A folder with two lessons.
fn course() -> tempfile::TempDir {
    let folder = folder();
    let other = "---\ntitle: Subtracting\n---\n\nThe opposite of [[Sums]].\n";
    fs::create_dir(folder.path().join("course")).unwrap();
    fs::write(folder.path().join("course/adding.md"), LESSON).unwrap();
    fs::write(folder.path().join("course/subtracting.md"), other).unwrap();
    folder
}

#[test]
fn lessons_are_checked() {
    let folder = course();
    assert_eq!(result(folder.path(), &["handout", "--check", "course"]), (0, String::new(), String::new()));
    assert_eq!(result(folder.path(), &["handout", "--check", "course/adding.md"]).0, 0);
    let wrong = LESSON
        .replace("\n5\n", "\n6\n")
        .replace("[[Subtracting", "[[Dividing")
        .replace("only=add", "onyl=add");
    fs::write(folder.path().join("course/adding.md"), wrong).unwrap();
    let (code, output, message) = result(folder.path(), &["handout", "--check", "course"]);
    assert_eq!((code, output.as_str()), (1, ""));
    assert!(message.contains("course/adding.md:7: no page is called Dividing"), "{message}");
    assert!(message.contains("course/adding.md:11: unknown option onyl=add; there are show, "), "{message}");
    let (code, _, message) = result(folder.path(), &["handout", "course", "-o", "out", "--to", "html"]);
    assert_eq!(code, 1, "{message}");
    fs::write(folder.path().join("course/adding.md"), LESSON.replace("\n5\n", "\n6\n")).unwrap();
    let (_, _, message) = result(folder.path(), &["handout", "--check", "course/adding.md"]);
    assert_eq!(message, "course/adding.md:19: the program prints \"5\", stated is \"6\"\n");
}

#[test]
fn links_resolve_in_every_format() {
    let folder = course();
    let at = |name: &str| folder.path().join("out").join(name);
    let out = |format: &str| {
        let _ = fs::remove_dir_all(folder.path().join("out"));
        let (code, _, message) = result(folder.path(), &["handout", "course", "-o", "out", "--to", format]);
        assert_eq!(code, 0, "{message}");
    };
    out("html");
    assert!(fs::read_to_string(at("adding.html")).unwrap().contains("href=\"subtracting.html\""));
    assert!(fs::read_to_string(at("index.html")).unwrap().contains("href=\"adding.html\""));
    out("markdown");
    let page = fs::read_to_string(at("adding.md")).unwrap();
    assert!(page.contains("one of 4 instructions. See [the opposite](subtracting.md)."), "{page}");
    assert!(fs::read_to_string(at("index.md")).unwrap().contains("- [Adding](adding.md): What a plus does."));
    out("obsidian");
    let page = fs::read_to_string(at("Adding.md")).unwrap();
    assert!(page.contains("See [[Subtracting|the opposite]]"), "{page}");
    assert!(page.contains("> [!question]- Why?\n> Because `a` is **added**."), "{page}");
    let canvas: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(at("Mind map.canvas")).unwrap()).unwrap();
    let nodes = canvas["nodes"].as_array().unwrap();
    let ids: HashSet<_> = nodes.iter().map(|node| node["id"].as_str().unwrap()).collect();
    for edge in canvas["edges"].as_array().unwrap() {
        assert!(
            ids.contains(edge["fromNode"].as_str().unwrap())
                && ids.contains(edge["toNode"].as_str().unwrap())
        );
    }
    for file in nodes.iter().filter_map(|node| node["file"].as_str()) {
        assert!(at(file).is_file(), "{file} is not in the vault");
    }
}

/// The links of a note that are outside of its listings.
fn wiki_links(note: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut fence: Option<&str> = None;
    for line in note.lines() {
        let line = line.trim_start_matches(['>', ' ']);
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {
                // What stands in code is no link.
                let text: String = line.split('`').step_by(2).collect();
                let found = text.split("[[").skip(1).filter_map(|rest| rest.split_once("]]"));
                links.extend(found.map(|(link, _)| link.split('|').next().unwrap_or("").to_owned()));
            }
            Some(open) if line == open => fence = None,
            Some(_) => {}
        }
    }
    links
}

#[test]
fn the_vault_of_the_atlas_is_whole() {
    let folder = folder();
    // What is wrong with a page is said by the tests of the atlas.
    let (_, output, _) = result(folder.path(), &["atlas", "-o", "vault", "--to", "obsidian"]);
    assert_eq!(output, "");
    let vault = folder.path().join("vault");
    let mut count = 0;
    for entry in fs::read_dir(&vault).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        for link in wiki_links(&fs::read_to_string(&path).unwrap()) {
            count += 1;
            let is_there = vault.join(format!("{link}.md")).is_file() || vault.join(&link).is_file();
            assert!(is_there, "{} links to {link}", path.display());
        }
    }
    assert!(count > 300, "only {count} links");
    let canvas = fs::read_to_string(vault.join("Mind map.canvas")).unwrap();
    let canvas: serde_json::Value = serde_json::from_str(&canvas).unwrap();
    let nodes = canvas["nodes"].as_array().unwrap();
    let mut ids = HashSet::new();
    let mut boxes: Vec<[i64; 4]> = Vec::new();
    for node in nodes {
        assert!(ids.insert(node["id"].as_str().unwrap()), "{node} is there twice");
        match node["type"].as_str().unwrap() {
            "text" => assert!(node["text"].is_string()),
            "file" => assert!(vault.join(node["file"].as_str().unwrap()).is_file()),
            other => panic!("there are no nodes of the type {other}"),
        }
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|side| node[side].as_i64().unwrap());
        for [left, top, right, bottom] in &boxes {
            let is_apart = x >= *right || x + width <= *left || y >= *bottom || y + height <= *top;
            assert!(is_apart, "{node} lies on another one");
        }
        boxes.push([x, y, x + width, y + height]);
    }
    assert_eq!(nodes.len(), 1 + 7 + 65);
    for edge in canvas["edges"].as_array().unwrap() {
        for side in ["from", "to"] {
            assert!(ids.contains(edge[format!("{side}Node")].as_str().unwrap()), "{edge}");
            let name = edge[format!("{side}Side")].as_str().unwrap();
            assert!(["top", "right", "bottom", "left"].contains(&name), "{edge}");
        }
        assert!(ids.insert(edge["id"].as_str().unwrap()), "{edge} is there twice");
    }
}

#[test]
fn the_atlas_lessons_are_in_the_binary() {
    let folder = folder();
    let (code, list, _) = result(folder.path(), &["lesson"]);
    assert_eq!(code, 0);
    assert!(list.contains("  legb-scope ") && list.starts_with("Definitions\n"), "{list}");
    let (code, page, message) = result(folder.path(), &["lesson", "legb-scope", "--width", "80"]);
    assert_eq!(code, 0, "{message}");
    assert!(page.starts_with("LEGB Scope\n"), "{page}");
    let (code, output, _) = result(folder.path(), &["lesson", "legb-scope", "--run", "legb"]);
    assert_eq!((code, output.as_str()), (0, "13\n"));
    let (_, program, _) = result(folder.path(), &["lesson", "legb-scope", "--program", "legb"]);
    assert!(program.starts_with("limit = 10\n"));
    let (_, numbered, _) = result(folder.path(), &["lesson", "legb-scope", "--program", "1"]);
    assert_eq!(program, numbered);
    assert!(page.contains("legb-scope --run 1 runs the first, --step 1 steps through it"), "{page}");
    let (code, _, message) = result(folder.path(), &["lesson", "legb-scope", "--step"]);
    assert_eq!(code, 2, "{message}");
    let (code, _, message) = result(folder.path(), &["lesson", "legb-scope", "--run", "99"]);
    assert_eq!(code, 1, "{message}");
    let (code, _, message) = result(folder.path(), &["lesson", "legb-scop"]);
    assert_eq!(code, 1);
    assert!(message.contains("no lesson is called legb-scop: perhaps legb-scope"), "{message}");
}

#[test]
fn mdbook_chapters_are_woven() {
    let folder = folder();
    assert_eq!(result(folder.path(), &["mdbook", "supports", "html"]).0, 0);
    let weave = |content: &str| {
        let chapter = serde_json::json!({ "Chapter": {
            "name": "One", "content": content, "path": "one.md", "sub_items": [], "parent_names": [],
        }});
        let input =
            serde_json::json!([{ "root": ".", "config": {} }, { "sections": [chapter, "Separator"] }]);
        let mut child = command(folder.path(), &["mdbook"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, output, message) = weave(
        "# One\n\n<b>html</b> {{#include x}}\n\n```python bytescope show=bytecode\nx = 1\n```\n\n```rust\nfn f() {}\n```\n",
    );
    assert_eq!(code, 0, "{message}");
    let book: serde_json::Value = serde_json::from_str(&output).unwrap();
    let content = book["sections"][0]["Chapter"]["content"].as_str().unwrap();
    assert!(content.starts_with("# One\n\n<b>html</b> {{#include x}}\n\n"), "{content}");
    assert!(
        content.contains("STORE_NAME") && content.ends_with("\n\n```rust\nfn f() {}\n```\n"),
        "{content}"
    );
    assert_eq!(book["sections"][1], "Separator");
    let (code, output, message) = weave("# One\n\n```py bytescope show=output\nx = 1\n```\n");
    assert_eq!(code, 0, "{message}");
    assert!(output.contains("It prints nothing."), "{output}");
    let (code, _, message) = weave("# One\n\n```python bytescope\n1 / 0\n```\n");
    assert_eq!(
        (code, message.as_str()),
        (1, "one.md:4: the program fails: ZeroDivisionError: division by zero\n")
    );
}

//! PDF handouts as a teacher prints them. `cargo test -p bytescope --features pdf --test pdf`. What is in a file is
//! read with poppler's tools; without them those tests say that they were skipped.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::Command;

fn bytescope(folder: &Path, args: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_bytescope")).current_dir(folder).args(args).output().unwrap();
    assert_eq!(output.stdout, b"", "{args:?}");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Makes a file, twice: the same both times.
fn made(folder: &Path, args: &[&str], file: &str) {
    assert_eq!(bytescope(folder, args), (0, String::new()), "{args:?}");
    let bytes = fs::read(folder.join(file)).unwrap();
    assert!(bytes.starts_with(b"%PDF-1."));
    assert_eq!(bytescope(folder, args).0, 0);
    assert!(bytes == fs::read(folder.join(file)).unwrap(), "{file} is not the same twice");
}

/// What one of poppler's tools prints; `None` where there are none.
fn poppler(folder: &Path, tool: &str, args: &[&str]) -> Option<String> {
    match Command::new(tool).current_dir(folder).args(args).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            eprintln!("skipped: no {tool} (poppler-utils)");
            None
        }
    }
}

fn text(folder: &Path, file: &str) -> Option<String> {
    poppler(folder, "pdftotext", &["-layout", file, "-"])
}

/// Bookmarks and links stand in this.
fn structure(folder: &Path, file: &str) -> Option<String> {
    poppler(folder, "pdftohtml", &["-xml", "-i", "-stdout", file])
}

/// All words lie between the margins of A4 paper.
fn assert_nothing_overflows(folder: &Path, file: &str) {
    let Some(boxes) = poppler(folder, "pdftotext", &["-bbox", file, "-"]) else { return };
    for word in boxes.lines().filter(|line| line.trim_start().starts_with("<word ")) {
        let end = word.split("xMax=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(end.parse::<f64>().unwrap() <= 595.28 - 56.0, "{file}: {word} leaves the page");
    }
}

const PROGRAM: &str = include_str!("data/total.py");

#[test]
fn a_snippet() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("total.py"), PROGRAM).unwrap();
    let args = [
        "handout",
        "total.py",
        "-o",
        "total.pdf",
        "--title",
        "Sums & more",
        "--author",
        "A. Teacher",
        "--exercises",
        "all",
        "--language",
        "de",
    ];
    made(folder, &args, "total.pdf");
    assert_nothing_overflows(folder, "total.pdf");
    let Some(about) = poppler(folder, "pdfinfo", &["total.pdf"]) else { return };
    for wanted in ["Sums & more", "A. Teacher", "bytescope", "Tagged:          yes", "(A4)"] {
        assert!(about.contains(wanted), "{about}");
    }
    let all = text(folder, "total.pdf").unwrap();
    for wanted in
        ["sum = sum + price", "FOR_ITER", "CPython 3.13", "Symboltabelle", "Lösungen", "Lösung: Seite"]
    {
        assert!(all.contains(wanted), "no {wanted} in {all}");
    }
    let pages = all.matches('\u{c}').count();
    assert!(all.contains(&format!("1 / {pages}")) && all.contains(&format!("{pages} / {pages}")), "{all}");
    let structure = structure(folder, "total.pdf").unwrap();
    let outline = structure.split_once("<outline>").unwrap().1;
    for wanted in [">Sums &amp; more<", ">Symboltabelle<", ">Aufgaben<", ">Lösungen<"] {
        assert!(outline.contains(wanted), "no bookmark {wanted} in {outline}");
    }
}

#[test]
fn text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let long = "x".repeat(10_000);
    let nasty = format!(
        "# </script><script>alert(1)</script> <!-- ]]> `````\n\
         s = '</pre>\"' + \"''' $math$ #set page() \\\\ [[Link]] {{{{x}}}} | pipe @ref <label> ~ --- // /* */\"\n\
         bidi = '\u{202e}\u{2066}\u{5d0}\u{5d1}' + '\u{1f600}\u{301} \u{540d}\u{524d} \u{200b}\u{feff}\u{ad}'\n\
         long = '{long}'\n#let x = 1\n= 1\n",
    )
    .replace("#let x = 1\n= 1\n", "print(s, '\\x1b[31m\\x00\\r\\x0b\\x0c', bidi, '\\u2028\\x85')\n");
    fs::write(folder.join("nasty.py"), nasty).unwrap();
    let sections = "source,tokens,ast,symbols,passes,cfg,bytecode,stack,explain,trace,stepper,output,profile";
    let title = "#let `x` = $1$ </title> \" \\ // [[a]] <b>";
    let args = [
        "handout",
        "nasty.py",
        "-o",
        "nasty.pdf",
        "--sections",
        sections,
        "--exercises",
        "all",
        "--title",
        title,
        "--author",
        "#me \"\\ *you*",
    ];
    made(folder, &args, "nasty.pdf");
    assert_nothing_overflows(folder, "nasty.pdf");
    let Some(all) = text(folder, "nasty.pdf") else { return };
    for wanted in
        ["</script><script>alert(1)</script>", "$math$ #set page()", "#me \"\\ *you*", "<label> ~ --- //"]
    {
        assert!(all.contains(wanted), "no {wanted} in {all}");
    }
}

#[test]
fn a_program_that_ends_badly_and_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("empty.py"), "").unwrap();
    fs::write(folder.join("bad.py"), "def f():\n    return 1 / 0\n\nf()\n").unwrap();
    for name in ["empty", "bad"] {
        let (source, out) = (format!("{name}.py"), format!("{name}.pdf"));
        made(folder, &["handout", &source, "-o", &out, "--exercises", "all"], &out);
    }
    let Some(all) = text(folder, "bad.pdf") else { return };
    assert!(all.contains("ZeroDivisionError"), "{all}");
}

/// A folder with two lessons that link to each other.
fn course(folder: &Path) {
    let one = "---\ntitle: Adding\n---\n\nSee [[Subtracting|the opposite]], [nothing](), [below](#see-it) and `code`(x).\n\n\
        1. One\n   - inner\n2. Two\n\n| a | b |\n|---|---|\n| `x` | [[Subtracting]] |\n\n## See it\n\n\
        ```python bytescope name=adder show=source,trace\ndef add(a, b):\n    return a + b\n\nprint(add(2, 3))\n```\n\n```output\n5\n```\n\n\
        > [!question]- Why?\n> Because.\n\n## Exercises\n\n```bytescope exercises=predict,grid program=adder\n```\n";
    let two = "---\ntitle: Subtracting\n---\n\nThe opposite of [[Adding]].\n";
    fs::create_dir(folder.join("course")).unwrap();
    fs::write(folder.join("course/adding.md"), one).unwrap();
    fs::write(folder.join("course/subtracting.md"), two).unwrap();
    fs::write(
        folder.join("course/contents.md"),
        "---\ntitle: All of it\n---\n\n## Sums\n\n- [[Adding]]\n- [[Subtracting]]\n",
    )
    .unwrap();
}

#[test]
fn a_folder_becomes_one_book() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    course(folder);
    made(folder, &["handout", "course", "-o", "out", "--to", "pdf"], "out/book.pdf");
    made(folder, &["handout", "course", "-o", "course.pdf"], "course.pdf");
    made(folder, &["handout", "course/adding.md", "-o", "adding.pdf", "--answers", "inline"], "adding.pdf");
    assert!(fs::read(folder.join("out/book.pdf")).unwrap() == fs::read(folder.join("course.pdf")).unwrap());
    assert_nothing_overflows(folder, "course.pdf");
    let Some(structure) = structure(folder, "course.pdf") else { return };
    let (pages, outline) = structure.split_once("<outline>").unwrap();
    for wanted in ["Adding", "Subtracting", "See it", "Solutions"] {
        assert!(outline.contains(&format!(">{wanted}<")), "no bookmark {wanted} in {outline}");
    }
    // Of a link the text stands between anchors whose page is the other lesson's.
    assert!(pages.contains(">the opposite</a>"), "{pages}");
    assert!(pages.contains(">Answer: page "), "{pages}");
    let all = text(folder, "course.pdf").unwrap();
    assert!(all.contains("code(x)") && all.contains("Because."), "{all}");
}

#[test]
fn the_atlas() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // What pages state and is not so is reported (code 1), and said by other tests.
    let (_, message) = bytescope(folder, &["atlas", "-o", "atlas.pdf"]);
    assert!(!message.contains("typst"), "{message}");
    assert!(fs::read(folder.join("atlas.pdf")).unwrap().starts_with(b"%PDF-1."));
    assert_nothing_overflows(folder, "atlas.pdf");
    let Some(structure) = structure(folder, "atlas.pdf") else { return };
    let (pages, outline) = structure.split_once("<outline>").unwrap();
    assert!(pages.matches("<page ").count() > 150);
    for wanted in ["LEGB Scope", "Solutions"] {
        assert!(outline.contains(&format!(">{wanted}<")), "no bookmark {wanted}");
    }
}

//! The views of the example programs: what they look like, and what must hold at any width.
//!
//! The snapshots hold looks; that the instructions in them are CPython's is what the conformance tests see to.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_bytecode::{Opcode, Version};
use bytescope_explorer::{
    Comparison, Exploration, Passes, Program, Settings, Side, Stages, SyntaxTree, Tokens,
    explore as explore_program, passes, symbols, syntax_tree, tokenize,
};
use bytescope_syntax::Mode;
use bytescope_views::{
    Moment, Options, PassOptions, Role, Row, Style, Theme, ansi, comparison_view, dot, explain, graph_view,
    main_view, markdown, mermaid, opcode_list, pass_view, plain, stage_view, svg, symbol_view, token_view,
    tree_view,
};

fn explore(name: &str, source: &str) -> Exploration {
    let settings =
        Settings { filename: name.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize: 0 };
    explore_program(Program::Text(source), &settings)
        .unwrap_or_else(|refusal| panic!("{name}: {}", refusal.error))
}

fn example(name: &str) -> Exploration {
    let path = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    explore(name, &std::fs::read_to_string(path).unwrap())
}

fn rows(exploration: &Exploration, options: &Options) -> Vec<Row> {
    main_view(exploration, options).flat_map(Result::unwrap).collect()
}

fn wide(width: usize) -> Options {
    Options { width, ..Options::default() }
}

fn everything(width: usize) -> Options {
    Options { from: true, effect: true, stack: true, raw: true, ..wide(width) }
}

#[test]
fn main_view_of_examples() {
    for name in ["fib.py", "retry.py", "shapes.py", "waiting.py"] {
        let exploration = example(name);
        let stem = name.trim_end_matches(".py");
        insta::assert_snapshot!(format!("{stem}_80"), plain(&rows(&exploration, &wide(80))));
        insta::assert_snapshot!(format!("{stem}_140_all"), plain(&rows(&exploration, &everything(140))));
    }
}

#[test]
fn other_forms_of_the_main_view() {
    let fib = example("fib.py");
    insta::assert_snapshot!("fib_60", plain(&rows(&fib, &wide(60))));
    let options = Options { ascii: true, only: Some("fib".to_owned()), explain: true, ..wide(80) };
    insta::assert_snapshot!("fib_80_ascii_explain", plain(&rows(&fib, &options)));
    let options = Options { offsets: true, caches: true, tables: true, ..wide(100) };
    insta::assert_snapshot!("fib_100_caches_tables", plain(&rows(&fib, &options)));
    let options = Options { arrows: false, exceptions: false, ..wide(80) };
    insta::assert_snapshot!("retry_80_bare", plain(&rows(&example("retry.py"), &options)));
}

#[test]
fn wide_characters_and_tabs_keep_the_columns() {
    let source = "def grüße(名前):\n\ttext = \"こんにちは、\" + 名前 + \" и добро пожаловать, \" + str(len(名前))\n\treturn text\n";
    insta::assert_snapshot!("wide_80", plain(&rows(&explore("wide.py", source), &wide(80))));
}

#[test]
fn colours_tell_pieces_of_source_apart() {
    let marked: String = rows(&example("fib.py"), &wide(80))
        .iter()
        .map(|row| row.runs.iter().map(|run| mark(&run.text, run.style)).collect::<String>() + "\n")
        .collect();
    insta::assert_snapshot!("fib_80_roles", marked);
}

/// Text with its colour in brackets, for reading in a snapshot.
fn mark(text: &str, style: Style) -> String {
    match style.role {
        Role::Span(hue) => format!("⟨{hue:?} {text}⟩").to_lowercase(),
        Role::Exception => format!("⟨pink {text}⟩"),
        Role::Plain | Role::Quiet => text.to_owned(),
    }
}

#[test]
fn trees_comparisons_explanations() {
    let shapes = example("shapes.py");
    let tree = tree_of("shapes.py", shapes.source.text());
    for width in [80, 100, 140] {
        insta::assert_snapshot!(format!("shapes_tree_{width}"), plain(&tree_view(&tree, &wide(width))));
    }
    insta::assert_snapshot!("shapes_compare_80", plain(&stage_view(&stages("shapes.py", false), &wide(80))));
    insta::assert_snapshot!("fib_compare_160", plain(&stage_view(&stages("fib.py", false), &wide(160))));
    let call = Opcode::from_name("CALL").unwrap();
    let program = explore("<example>", call.description().unwrap().example.unwrap());
    let rows = explain(call, Version::V3_13_0, Some(&program), &wide(80)).unwrap();
    insta::assert_snapshot!("explain_call_80", plain(&rows));
    insta::assert_snapshot!("opcodes_80", plain(&opcode_list(Version::V3_13_0, &wide(80))));
}

/// Tree and bytecode of an example, and tokens and symbols too if `all` are asked for.
fn stages(name: &str, all: bool) -> Stages {
    let exploration = example(name);
    let text = exploration.source.text().to_owned();
    let settings =
        Settings { filename: name.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize: 0 };
    let tokens = all.then(|| tokens_of(name, &text));
    let symbols = all.then(|| symbols(Program::Text(&text), &settings).unwrap());
    Stages::new(exploration, tokens, symbols, true).unwrap()
}

#[test]
fn all_stages_side_by_side() {
    for width in [80, 140] {
        insta::assert_snapshot!(
            format!("fib_stages_{width}"),
            plain(&stage_view(&stages("fib.py", true), &wide(width)))
        );
    }
}

fn side(label: &str, source: &str, optimize: u8) -> Side {
    let settings =
        Settings { filename: label.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize };
    let exploration = explore_program(Program::Text(source), &settings).unwrap();
    Side { label: label.to_owned(), ..Side::of(&exploration).unwrap() }
}

#[test]
fn two_programs_side_by_side() {
    let loop_and_append = "def squares(numbers):\n    result = []\n    for n in numbers:\n        result.append(n * n)\n    return result\n";
    let comprehension = "def squares(numbers):\n    return [n * n for n in numbers]\n";
    let two =
        Comparison::new(side("loop.py", loop_and_append, 0), side("comp.py", comprehension, 0)).unwrap();
    for width in [80, 140, 170] {
        insta::assert_snapshot!(
            format!("squares_comparison_{width}"),
            plain(&comparison_view(&two, &wide(width)))
        );
    }
    let asserting = "\"\"\"Adds up.\"\"\"\ndef add(*prices):\n    assert prices, 'nothing to add'\n    total = 0\n    for price in prices:\n        total += price\n    return total\n";
    let levels = [("optimize 0", 0), ("optimize 2", 2)];
    let [left, right] =
        levels.map(|(label, level)| Side { filename: "add.py".to_owned(), ..side(label, asserting, level) });
    let levels = Comparison::new(left, right).unwrap();
    for width in [80, 140] {
        insta::assert_snapshot!(
            format!("levels_comparison_{width}"),
            plain(&comparison_view(&levels, &wide(width)))
        );
    }
}

fn tree_of(name: &str, source: &str) -> SyntaxTree {
    let settings =
        Settings { filename: name.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize: 0 };
    syntax_tree(Program::Text(source), &settings).unwrap()
}

fn tokens_of(name: &str, source: &str) -> Tokens {
    let settings =
        Settings { filename: name.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize: 0 };
    tokenize(Program::Text(source), &settings).unwrap()
}

fn passes_of(name: &str) -> Passes {
    let source =
        std::fs::read_to_string(format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let settings =
        Settings { filename: name.to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize: 0 };
    passes(Program::Text(&source), &settings).unwrap()
}

#[test]
fn passes_as_differences() {
    let fib = passes_of("fib.py");
    let which = PassOptions::default();
    insta::assert_snapshot!("fib_passes_80", plain(&pass_view(&fib, &which, &wide(80))));
    insta::assert_snapshot!("fib_passes_140", plain(&pass_view(&fib, &which, &wide(140))));
    let retry = passes_of("retry.py");
    let which = PassOptions { only_changes: true, ..which };
    let options = Options { only: Some("retry".to_owned()), ..wide(80) };
    insta::assert_snapshot!("retry_passes_80", plain(&pass_view(&retry, &which, &options)));
    let which = PassOptions { pass: Some("optimize_basic_block".to_owned()), ..which };
    insta::assert_snapshot!("retry_one_pass_140", plain(&pass_view(&retry, &which, &wide(140))));
}

#[test]
fn control_flow_graphs() {
    let fib = passes_of("fib.py");
    insta::assert_snapshot!("fib_cfg_80", plain(&graph_view(&fib, Moment::Both, &wide(80))));
    let retry = passes_of("retry.py");
    let options = Options { only: Some("retry".to_owned()), ..wide(140) };
    insta::assert_snapshot!("retry_cfg_140", plain(&graph_view(&retry, Moment::Both, &options)));
    let options = Options { only: Some("fib".to_owned()), ..wide(80) };
    insta::assert_snapshot!("fib_cfg_dot", dot(&fib, Moment::After, &options));
    insta::assert_snapshot!("fib_cfg_mermaid", mermaid(&fib, Moment::After, &options));
    insta::assert_snapshot!("fib_cfg_svg", svg(&fib, Moment::After, &options));
}

#[test]
fn graphs_escape_what_the_program_says() {
    let source = "x = '</text>\"]; &'\n";
    let settings = Settings {
        filename: "a\"<b>.py".to_owned(),
        mode: Mode::Exec,
        version: Version::V3_13_0,
        optimize: 0,
    };
    let passes = passes(Program::Text(source), &settings).unwrap();
    let options = wide(80);
    assert!(svg(&passes, Moment::After, &options).contains("'&lt;/text&gt;\"]; &amp;'"));
    assert!(dot(&passes, Moment::After, &options).contains("digraph \"a\\\"<b>.py\""));
    assert!(mermaid(&passes, Moment::After, &options).contains("#39;#60;/text#62;#34;#93;#59; #38;#39;"));
}

#[test]
fn scopes_in_boxes() {
    let source = "\
class Basket[T]:
    tax = 0.2
    def __init__(self, *prices):
        super().__init__()
        self.__prices = prices

    def totals(self):
        global count
        rate = 1 + self.tax
        count = 0
        def gross(price):
            def inner():
                nonlocal rate
                return round(price * rate, missing)
            return inner
        return [gross(p)() for p in self.__prices], list(gross(p) for p in ())

print(Basket(1).totals(), __name__, count)
";
    let settings =
        Settings { filename: "shop.py".to_owned(), mode: Mode::Exec, version: Version::V3_13_0, optimize: 0 };
    let table = symbols(Program::Text(source), &settings).unwrap();
    for width in [40, 80, 140] {
        let rows = symbol_view(&table, &wide(width));
        assert!(rows[1..].iter().all(|row| row.width() <= width));
        insta::assert_snapshot!(format!("shop_symbols_{width}"), plain(&rows));
    }
    let options = Options { only: Some("Basket.Basket.totals".to_owned()), ..wide(80) };
    insta::assert_snapshot!("shop_symbols_one", plain(&symbol_view(&table, &options)));
}

#[test]
fn tokens_under_their_source() {
    let fib = example("fib.py");
    let tokens = tokens_of("fib.py", fib.source.text());
    insta::assert_snapshot!("fib_tokens_80", plain(&token_view(&tokens, false, &wide(80))));
    insta::assert_snapshot!("fib_tokens_140_exact", plain(&token_view(&tokens, true, &wide(140))));
    let source = "if x:\n\tx = (1 +\n\n  2) \\\n  + f\"a{y!r:>4}\" # hi\n\n\"\"\"text\nof two lines\"\"\"; 名前 = 'é'\n";
    let tokens = tokens_of("odd.py", source);
    insta::assert_snapshot!("odd_tokens_80", plain(&token_view(&tokens, false, &wide(80))));
}

#[test]
fn markdown_of_an_example() {
    let fib = example("fib.py");
    insta::assert_snapshot!("fib_markdown", markdown(&fib, &wide(100)).unwrap());
    let ticks = explore("ticks.py", "y = '```'\n");
    let document = markdown(&ticks, &wide(100)).unwrap();
    assert!(document.contains("\n````text\n"), "{document}");
}

#[test]
fn no_row_is_wider_than_asked() {
    for entry in std::fs::read_dir(format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "py") {
            continue;
        }
        let exploration = example(path.file_name().unwrap().to_str().unwrap());
        let tree = tree_of(&exploration.filename, exploration.source.text());
        let passes = passes_of(path.file_name().unwrap().to_str().unwrap());
        let tokens = tokens_of("", exploration.source.text());
        let all_stages = stages(&exploration.filename, true);
        let levels = [0, 2].map(|level| side(&format!("optimize {level}"), exploration.source.text(), level));
        let [left, right] = levels;
        let levels = Comparison::new(left, right).unwrap();
        for width in [40, 71, 72, 80, 99, 100, 120, 140, 160] {
            for options in
                [wide(width), everything(width), Options { offsets: true, caches: true, ..wide(width) }]
            {
                let mut all = rows(&exploration, &options);
                all.extend(pass_view(&passes, &PassOptions::default(), &options).split_off(1));
                all.extend(graph_view(&passes, Moment::Both, &options).split_off(1));
                all.extend(tree_view(&tree, &options));
                all.extend(token_view(&tokens, true, &options).split_off(1));
                all.extend(stage_view(&all_stages, &options).split_off(1));
                all.extend(comparison_view(&levels, &options).split_off(1));
                for row in &all[1..] {
                    // The line that names the file is never cut.
                    let named = row.text().starts_with(&exploration.filename);
                    assert!(named || row.width() <= width, "{} at {width}: {}", path.display(), row.text());
                }
            }
        }
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let all = rows(&example("retry.py"), &everything(140));
    for theme in [Theme::Any, Theme::Dark, Theme::Light] {
        let painted = ansi(&all, theme);
        let mut bare = String::new();
        let mut rest = painted.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        bare.push_str(rest);
        assert_eq!(bare, plain(&all));
    }
}

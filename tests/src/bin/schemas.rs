//! Writes the JSON schemas of `docs/schema` anew.
#![expect(clippy::print_stdout, reason = "it is a command")]

fn main() -> std::io::Result<()> {
    println!("docs/schema: {} schemas", bytescope_tests::schemas::write()?);
    Ok(())
}

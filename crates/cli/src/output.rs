//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::Path;

use bytescope_views::{Row, ansi, plain};

use crate::args::{Format, OutputArgs, Pager};
use crate::error::Failure;
use crate::pager::Paged;
use crate::terminal;

/// The format: as asked for, else as the ending of the file says, else text.
pub(crate) fn format(args: &OutputArgs) -> Result<Format, Failure> {
    let Some(path) = args.output.as_ref().filter(|_| args.format.is_none()) else {
        return Ok(args.format.unwrap_or(Format::Text));
    };
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("txt") => Ok(Format::Text),
        Some("json") => Ok(Format::Json),
        Some("md") => Ok(Format::Markdown),
        Some("html" | "htm") => Ok(Format::Html),
        Some("dot" | "gv") => Ok(Format::Dot),
        Some("mmd") => Ok(Format::Mermaid),
        Some("svg") => Ok(Format::Svg),
        _ => Err(Failure::Usage(format!(
            "{}: the ending says no format; use .txt, .md, .html or .json, or --format",
            path.display()
        ))),
    }
}

/// Writes what `produce` makes to where the command line says.
pub(crate) fn write(
    args: &OutputArgs,
    produce: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match &args.output {
        None => {
            let mut out = Paged::new(args.pager);
            produce(&mut out)?;
            out.finish().map_err(|error| unprintable(&error))
        }
        Some(path) => write_whole(path, produce),
    }
}

/// Writes what `produce` makes to standard output, and past any pager.
pub(crate) fn write_to_stdout(
    produce: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut out = Paged::new(Pager::Never);
    produce(&mut out)?;
    out.finish().map_err(|error| unprintable(&error))
}

/// Writes to a temporary file and renames it, so that nobody finds half a file.
pub(crate) fn write_whole(
    path: &Path,
    produce: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let unwritable = |error: &io::Error| Failure::unwritable(path, error);
    if path.is_dir() {
        return Err(Failure::Bad(format!("cannot write {}: it is a folder", path.display())));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bytescope-");
    // Temporary files are private; this one will be an ordinary file, as the umask has it.
    ordinary(&mut builder);
    let mut file = builder.tempfile_in(folder).map_err(|error| unwritable(&error))?;
    {
        let mut out = io::BufWriter::new(file.as_file_mut());
        produce(&mut out)?;
        out.flush().map_err(|error| unwritable(&error))?;
    }
    // What replaces a file keeps its permissions.
    if let Ok(known) = fs::metadata(path) {
        let _ = file.as_file().set_permissions(known.permissions());
    }
    file.persist(path).map_err(|error| unwritable(&error.error)).map(drop)
}

#[cfg(unix)]
fn ordinary(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn ordinary(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Rows as text: in colour on a terminal that wants it, never in a file.
pub(crate) fn paint(args: &OutputArgs, rows: &[Row]) -> String {
    let paint = if args.output.is_some() { None } else { terminal::stdout_paint(args) };
    paint.map_or_else(|| plain(rows), |theme| ansi(rows, theme))
}

/// Passes text on.
pub(crate) fn put(out: &mut dyn Write, text: &str) -> Result<(), Failure> {
    out.write_all(text.as_bytes()).map_err(|error| unprintable(&error))
}

/// Standard output that cannot be written to.
pub(crate) fn unprintable(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::BrokenPipe
    } else {
        Failure::Bad(format!("cannot write the output: {}", crate::error::reason(error)))
    }
}

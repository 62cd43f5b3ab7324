//! Many files at once: finding them, sharing them out among threads, and a progress bar for those who wait.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use walkdir::WalkDir;

/// Work that takes longer than this gets a progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// The Python files below a folder, in order, or what keeps it from being read.
pub(crate) fn python_files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, String>> {
    WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(|entry| match entry {
        Ok(entry) => {
            let is_python = entry.path().extension().is_some_and(|ending| ending == "py");
            (is_python && !entry.path().is_dir()).then(|| Ok(entry.into_path()))
        }
        Err(error) => Some(Err(format!("bytescope: {error}"))),
    })
}

/// Does all jobs, as many at a time as asked for or as there are processors. Each thread has a state of its own.
pub(crate) fn in_parallel<Job: Sync, State>(
    jobs: &[Job],
    threads: Option<u16>,
    progress: &Progress,
    state: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, usize, &Job) + Sync,
) {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut state = state();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { break };
            work(&mut state, index, job);
            progress.step();
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.map_or(processors, usize::from).min(jobs.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    progress.finish();
}

/// A progress bar for those who wait.
pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Progress {
    pub(crate) fn new(files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} files, {eta} left") {
            bar.set_style(style.progress_chars("━━─"));
        }
        Self { bar, started: Instant::now(), shown: AtomicBool::new(false) }
    }

    fn step(&self) {
        self.bar.inc(1);
        if self.started.elapsed() > PATIENCE
            && std::io::stderr().is_terminal()
            && !self.shown.swap(true, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

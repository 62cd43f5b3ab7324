//! Programs that want too much: each ends with a message and exit code 1, never by a signal, and soon.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

/// Runs a program; exit code, what it printed, the error stream.
fn run(code: &str, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["run"])
        .args(arguments)
        .args(["-c", code])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("{code} was killed: {stderr}"));
    (code, stdout, stderr)
}

/// Each program ends with exit code 1, and its last line has these words in it.
fn all_end_with(arguments: &[&str], programs: &[&str], words: &str) {
    for program in programs {
        let (code, _, stderr) = run(program, arguments);
        let last = stderr.trim_end().lines().last().unwrap_or_default();
        assert!(last.contains(words), "{program}: {stderr}");
        assert_eq!(code, 1, "{program}: {stderr}");
    }
}

#[test]
fn endless_programs_are_stopped() {
    all_end_with(
        &["--max-steps", "300000"],
        &[
            "while True: pass",
            "while True:\n try:\n  while True: pass\n except BaseException: pass",
            "def f(n):\n try: return f(n - 1) + f(n - 2) if n else 0\n finally: f(n)\nf(40)",
            "import itertools; sum(itertools.repeat(1))",
            "import itertools; max(itertools.count())",
            "import itertools; any(itertools.repeat(0))",
            "any(iter(int, 1))",
            "1 in iter(int, 1)",
            "import itertools, collections; collections.deque(itertools.count(), maxlen=1)",
            "import re; re.match('(a+)+b', 'a' * 60)",
            "def g():\n while True: yield 1\nfor _ in g(): pass",
            "class A:\n def __next__(self): return 1\n def __iter__(self): return self\nfor _ in A(): pass",
            "import threading\nt = threading.Thread(target=lambda: exec('while True: pass'))\nt.start(); t.join()",
            "import asyncio\nasync def f():\n while True: await asyncio.sleep(0)\nasyncio.run(f())",
        ],
        "--max-steps",
    );
}

#[test]
fn what_is_too_large_is_refused() {
    all_end_with(
        &["--max-memory", "500000000"],
        &[
            "'a' * 10**12",
            "b'a' * 10**12",
            "[0] * 10**12",
            "(0,) * 10**12",
            "[1, 2, 3].__imul__(10**12)",
            "10**10**10",
            "1 << 10**12",
            "3 ** 10**11",
            "bytes(10**12)",
            "bytearray(10**12)",
            "f'{1:>1000000000000}'",
            "f'{1:01000000000000}'",
            "'%1000000000000d' % 1",
            "'{:>{}}'.format('x', 10**12)",
            "'x'.ljust(10**12)",
            "'x'.center(10**12)",
            "'x'.zfill(10**12)",
            "b'x'.rjust(10**12)",
            "'\\t'.expandtabs(10**12)",
            "('a' * 10**6).replace('a', 'b' * 10**6)",
            "('x' * 10**6).join(['y'] * 10**6)",
            "import array; array.array('d', [0.0]) * 10**12",
            "import collections; collections.deque([1] * 1000) * 10**12",
        ],
        "MemoryError",
    );
}

#[test]
fn programs_that_eat_memory_are_stopped() {
    all_end_with(
        &["--max-memory", "300000000"],
        &[
            "l = []\nwhile True: l.append('x' * 1000 + str(len(l)))",
            "l = []\nwhile True: l = [l, l]",
            "s = 'x'\nwhile True: s += s",
            "d = {}\nfor n in range(10**12): d[n] = str(n)",
            "l = []\nwhile True: l.append(bytearray(10**6))",
            "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
            "list(range(10**12))",
        ],
        "memory",
    );
}

#[test]
fn runaway_recursion_is_an_exception() {
    all_end_with(
        &[],
        &[
            "def f(): f()\nf()",
            "class A:\n def __repr__(self): return repr(self)\nrepr(A())",
            "class A:\n def __str__(self): return f'{self}'\nstr(A())",
            "class A:\n def __getattr__(self, name): return getattr(self, name + 'x')\nA().y",
            "class A:\n def __eq__(self, other): return self == other\nA() == A()",
            "class A:\n def __hash__(self): return hash(self)\n{A()}",
            "class A:\n def __lt__(self, other): return sorted([A(), A()])\nsorted([A(), A()])",
            "def key(x): return sorted([1], key=key)\nkey(1)",
            "def g(): yield from g()\nlist(g())",
            "f = lambda: list(map(lambda _: f(), [1]))\nf()",
            "class A:\n def __call__(self): return self()\nA()()",
            "class A:\n def __len__(self): return len(self)\nlen(A())",
            "class A:\n def __add__(self, other): return self + other\nA() + A()",
            "import json\nx = []\nfor _ in range(100000): x = [x]\njson.dumps(x)",
            "x = []\nfor _ in range(100000): x = [x]\nrepr(x)",
            "x = y = None\nfor _ in range(100000): x, y = (x,), (y,)\nx == y",
            "import copy\nx = []\nfor _ in range(100000): x = [x]\ncopy.deepcopy(x)",
            "import functools\n@functools.lru_cache\ndef f(n): return f(n + 1)\nf(0)",
        ],
        "RecursionError",
    );
}

#[test]
fn deep_recursion_does_not_crash_with_a_higher_limit() {
    let programs = [
        "class A:\n def __repr__(self): return repr(self)\nrepr(A())",
        "def key(x): return sorted([1], key=key)\nkey(1)",
        "f = lambda: list(map(lambda _: f(), [1]))\nf()",
        "x = []\nfor _ in range(10**6): x = [x]\nrepr(x)",
    ];
    for program in programs {
        let program = format!("import sys\nsys.setrecursionlimit(10**9)\n{program}");
        let (code, _, stderr) = run(&program, &["--max-memory", "1000000000"]);
        let last = stderr.trim_end().lines().last().unwrap_or_default();
        assert!(last.contains("RecursionError") || last.contains("memory"), "{program}: {stderr}");
        assert_eq!(code, 1, "{program}");
    }
}

#[test]
fn long_chains_are_freed_without_recursion() {
    let (code, stdout, stderr) = run("x = None\nfor _ in range(10**6): x = (x,)\ndel x\nprint('freed')", &[]);
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "freed\n", ""));
}

#[test]
fn output_is_cut_off_and_the_program_stopped() {
    let (code, stdout, stderr) = run("while True: print('x' * 99)", &["--max-output", "1000"]);
    assert_eq!((code, stdout.len()), (1, 1000), "{stderr}");
    assert!(stderr.trim_end().ends_with("(--max-output)."), "{stderr}");
}

#[test]
fn threads_that_wait_for_each_other_are_told() {
    let programs = [
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        "import queue\nqueue.Queue().get()",
        "import threading\na, b = threading.Lock(), threading.Lock()\n\
         def other():\n with b:\n  both.wait()\n  a.acquire()\n\
         both = threading.Barrier(2)\nt = threading.Thread(target=other)\nt.start()\n\
         with a:\n both.wait()\n b.acquire()",
    ];
    all_end_with(&[], &programs, "deadlock");
}

#[test]
fn what_would_never_end_by_itself_in_cpython_ends_by_default() {
    // The bounds that hold when nobody asks for any.
    let (code, _, stderr) = run("'a' * 10**12", &[]);
    assert_eq!(code, 1);
    assert!(stderr.contains("MemoryError"), "{stderr}");
}

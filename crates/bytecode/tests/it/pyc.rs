//! `.pyc` files.

use bytescope_bytecode::pyc::{self, Invalidation};
use bytescope_bytecode::{Constant, DecodeProblem, Version, marshal};

use crate::{from_hex, golden, golden_lines};

#[test]
fn source_hashes_agree_with_cpython() {
    for line in golden_lines("source_hashes.txt") {
        let (source, hash) = line.split_once(' ').expect("two columns");
        let ours = pyc::source_hash(Version::V3_13_0, &from_hex(source));
        assert_eq!(ours.to_vec(), from_hex(hash), "{line}");
    }
}

#[test]
fn headers_round_trip() {
    let Ok(Constant::Code(code)) = marshal::load(&golden("sample.marshal")) else { panic!("no code") };
    let modes = [
        (Invalidation::Timestamp { mtime: 0x0102_0304, size: 0x0506_0708 }, "00000000 04030201 08070605"),
        (Invalidation::UncheckedHash(*b"hash of "), "01000000 68617368 206f6620"),
        (Invalidation::CheckedHash(*b"hash of "), "03000000 68617368 206f6620"),
    ];
    for (invalidation, header) in modes {
        let data = pyc::write(Version::LATEST, invalidation, &code).expect("a small module");
        assert_eq!(data[..16], from_hex(&format!("f30d0d0a {header}")));
        let read = pyc::read(&data).expect("our own file");
        assert_eq!(read.invalidation, invalidation);
        assert_eq!(read.version, Version::LATEST);
        assert!(read.code.same_code(&code));
    }
}

#[test]
fn bad_headers_are_told_apart() {
    let cases = [
        ("", 0, DecodeProblem::Truncated),
        ("f30d0d0a 00000000", 8, DecodeProblem::Truncated),
        ("cc0d0d0a 00000000 00000000 00000000 4e", 0, DecodeProblem::UnknownMagic(3532)),
        ("f30d0a0d 00000000 00000000 00000000 4e", 0, DecodeProblem::UnknownMagic(3571)),
        ("f30d0d0a 04000000 00000000 00000000 4e", 4, DecodeProblem::UnknownFlags(4)),
        ("f30d0d0a 02000000 00000000 00000000 4e", 4, DecodeProblem::UnknownFlags(2)),
        ("f30d0d0a 00000000 00000000 00000000 4e", 16, DecodeProblem::NoCode("NoneType")),
        ("f30d0d0a 00000000 00000000 00000000 2901", 18, DecodeProblem::Truncated),
    ];
    for (hex, offset, problem) in cases {
        let error = pyc::read(&from_hex(hex)).expect_err(hex);
        assert_eq!((error.offset, error.problem), (offset, problem), "{hex}");
    }
}

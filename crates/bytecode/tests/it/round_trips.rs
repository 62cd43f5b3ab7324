//! Properties: whatever is encoded decodes to what it was, and whatever decodes does so without harm.

use bytescope_bytecode::{
    ArgumentKind, CodeFlags, CodeObject, Constant, ExceptionEntry, LocalKind, Location, OpcodeTable, Version,
    exception_table, instruction, location_table, marshal, pyc,
};
use num_bigint::BigInt;
use proptest::collection::vec;
use proptest::prelude::*;
use rustpython_wtf8::Wtf8Buf;

/// Locations as an instruction may have them after encoding: whole, without columns, or none.
fn location() -> impl Strategy<Value = Location> {
    let lines = prop_oneof![1..40, 0..=i32::MAX];
    let columns = prop_oneof![0..130, 0..i32::MAX];
    let whole = (lines.clone(), prop_oneof![Just(0), 0..1000], columns.clone(), columns)
        .prop_map(|(line, more, start, end)| Location::new(line, line.saturating_add(more), start, end));
    let line_only = lines.prop_map(|line| Location::new(line, line, -1, -1));
    prop_oneof![6 => whole, 1 => line_only, 1 => Just(Location::NONE)]
}

fn leaf() -> impl Strategy<Value = Constant> {
    prop_oneof![
        Just(Constant::None),
        Just(Constant::Ellipsis),
        any::<bool>().prop_map(Constant::Bool),
        any::<i64>().prop_map(|int| Constant::Int(BigInt::from(int))),
        vec(any::<u8>(), 0..40).prop_map(|bytes| Constant::Int(BigInt::from_signed_bytes_le(&bytes))),
        any::<f64>().prop_map(Constant::Float),
        any::<(f64, f64)>().prop_map(|(real, imag)| Constant::Complex { real, imag }),
        any::<String>().prop_map(|text| Constant::from(text.as_str())),
        vec(any::<u16>(), 0..10).prop_map(|units| Constant::Str(Wtf8Buf::from_wide(&units))),
        vec(any::<u8>(), 0..300).prop_map(Constant::Bytes),
    ]
}

fn constant() -> impl Strategy<Value = Constant> {
    leaf().prop_recursive(5, 60, 12, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..12).prop_map(|items| Constant::Tuple(items.into())),
            vec(inner.clone(), 0..12).prop_map(|mut items| {
                let mut distinct: Vec<Constant> = Vec::new();
                items.retain(|item| {
                    let new = !distinct.contains(item);
                    if new {
                        distinct.push(item.clone());
                    }
                    new
                });
                Constant::FrozenSet(items.into())
            }),
            (vec(inner, 0..12), vec(any::<u8>(), 0..30), "[a-zA-Zé.<>]{0,9}").prop_map(
                |(consts, bytes, name)| {
                    let mut code = CodeObject {
                        argcount: 1,
                        posonlyargcount: 2,
                        kwonlyargcount: 3,
                        stacksize: 4,
                        flags: CodeFlags::from_bits_retain(0x8000_0003),
                        code: bytes.clone(),
                        consts,
                        names: vec![name.as_str().into(), "x".into()],
                        localsplusnames: vec![name.as_str().into()],
                        localspluskinds: vec![LocalKind::LOCAL],
                        filename: "f.py".into(),
                        name: name.as_str().into(),
                        qualname: format!("q.{name}").into(),
                        firstlineno: -5,
                        linetable: bytes.clone(),
                        exceptiontable: bytes,
                    };
                    code.consts.push(Constant::None);
                    Constant::Code(code.into())
                }
            ),
        ]
    })
}

/// `co_lnotab` as CPython up to 3.9 writes it, for runs of code units with how much their lines differ from those
/// before (`assemble_lnotab`): a step in the code first, then one in the lines, each as many pairs as it takes.
fn lnotab(runs: &[(u32, i32)]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut step = 0;
    for (units, mut difference) in runs.iter().copied() {
        while step > 255 {
            table.extend([255, 0]);
            step -= 255;
        }
        while !(-128..=127).contains(&difference) {
            let part = difference.clamp(-128, 127);
            table.extend([step as u8, part as u8]);
            (step, difference) = (0, difference - part);
        }
        table.extend([step as u8, difference as u8]);
        step = 2 * units;
    }
    table
}

/// The first `co_linetable`, of 3.10 (`assemble_line_range`): the lines first, then the bytes of code that have them.
fn line_ranges(runs: &[(u32, i32)]) -> Vec<u8> {
    let mut table = Vec::new();
    for (units, mut difference) in runs.iter().copied() {
        while !(-127..=127).contains(&difference) {
            let part = difference.clamp(-127, 127);
            table.extend([0, part as u8]);
            difference -= part;
        }
        let mut bytes = 2 * units;
        while bytes > 254 {
            table.extend([254, difference as u8]);
            (bytes, difference) = (bytes - 254, 0);
        }
        table.extend([bytes as u8, difference as u8]);
    }
    table
}

fn is_jump(kind: ArgumentKind) -> bool {
    use ArgumentKind::{JumpAbsolute, JumpBackward, JumpForward, LoopStart};
    matches!(kind, JumpAbsolute | JumpBackward | JumpForward | LoopStart)
}

proptest! {
    #[test]
    fn line_tables_before_positions(runs in vec((1_u32..400, prop_oneof![1..700, -700..0]), 1..30)) {
        let size: u32 = runs.iter().map(|(units, _)| 2 * units).sum();
        let mut expected = Vec::new();
        let mut line = 1;
        for (units, difference) in runs.iter().copied() {
            line += difference;
            expected.extend(vec![line; units as usize]);
        }
        for (minor, linetable) in [(8, lnotab(&runs)), (10, line_ranges(&runs))] {
            let code = CodeObject { code: vec![0; size as usize], linetable, firstlineno: 1, ..CodeObject::default() };
            let mut lines = Vec::new();
            for range in OpcodeTable::of(Version { minor, micro: 0 }).locations(&code) {
                let range = range.expect("what was just encoded");
                prop_assert_eq!(range.start as usize, lines.len());
                lines.extend(vec![range.location.lineno; (range.end - range.start) as usize]);
            }
            prop_assert_eq!(&lines, &expected);
        }
    }

    #[test]
    fn location_tables(firstlineno in 0..1000, runs in vec((1_u32..30, location()), 0..40)) {
        let table = location_table::encode(firstlineno, runs.iter().copied());
        let units = location_table::decode_units(&table, firstlineno).expect("what was just encoded");
        let expected: Vec<Location> =
            runs.iter().flat_map(|(size, location)| vec![*location; *size as usize]).collect();
        prop_assert_eq!(units, expected);
    }

    #[test]
    fn exception_tables(numbers in vec(any::<(u32, u32, u32, u32, bool)>(), 0..20)) {
        let entries: Vec<ExceptionEntry> = numbers
            .into_iter()
            .map(|(start, length, target, depth, lasti)| ExceptionEntry {
                start,
                end: start.saturating_add(length),
                target,
                depth: depth >> 1,
                lasti,
            })
            .collect();
        let table = exception_table::encode(&entries);
        prop_assert_eq!(exception_table::decode(&table).expect("what was just encoded"), entries);
    }

    #[test]
    fn instructions(
        release in any::<prop::sample::Index>(),
        items in vec((any::<prop::sample::Index>(), any::<u32>(), 0..32_u32), 0..20),
    ) {
        let tables: Vec<_> = OpcodeTable::all().collect();
        let table = *release.get(&tables);
        let real: Vec<_> = table
            .opcodes()
            .filter(|opcode| table.number(*opcode).is_some() && opcode.name() != "EXTENDED_ARG")
            // Jumps must lead to somewhere in the code.
            .filter(|opcode| !is_jump(table.argument_kind(*opcode)))
            .collect();
        let mut code = Vec::new();
        let mut expected = Vec::new();
        for (index, oparg, shift) in items {
            let (opcode, oparg) = (*index.get(&real), oparg >> shift);
            instruction::encode(table, &mut code, opcode, oparg).expect("a real opcode");
            expected.push((opcode, oparg, instruction::units(table, opcode, oparg)));
        }
        let decoded: Vec<_> = instruction::decode(&code, table)
            .map(|result| result.map(|decoded| (decoded.opcode, decoded.oparg, decoded.units())))
            .collect::<Result<_, _>>()
            .expect("what was just encoded");
        prop_assert_eq!(decoded, expected);
    }

    #[test]
    fn constants(value in constant()) {
        let data = marshal::dump(&value).expect("small values");
        let again = marshal::load(&data).expect("what was just written");
        prop_assert_eq!(&again, &value);
        prop_assert_eq!(marshal::dump(&again).expect("small values"), data);
    }

    #[test]
    fn any_bytes_are_harmless(data in vec(any::<u8>(), 0..200)) {
        let _ = marshal::load(&data);
        let _ = pyc::read(&data);
        let _ = location_table::decode_units(&data, 1);
        let _ = exception_table::decode(&data);
        for table in OpcodeTable::all() {
            for result in instruction::decode(&data, table).filter_map(Result::ok) {
                prop_assert!(result.end_offset() as usize <= data.len());
            }
            let code = CodeObject { code: data.clone(), linetable: data.clone(), ..CodeObject::default() };
            prop_assert!(table.locations(&code).count() <= data.len() + 1);
        }
    }
}

//! Properties: whatever is encoded decodes to what it was, and whatever decodes does so without harm.

use bytescope_bytecode::{
    CodeFlags, CodeObject, Constant, ExceptionEntry, LocalKind, Location, OpcodeTable, Version,
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

proptest! {
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
    fn instructions(items in vec((any::<prop::sample::Index>(), any::<u32>(), 0..32_u32), 0..20)) {
        let table = OpcodeTable::of(Version::LATEST);
        let real: Vec<_> = table
            .opcodes()
            .filter(|opcode| table.number(*opcode).is_some() && opcode.name() != "EXTENDED_ARG")
            .filter(|opcode| !opcode.is_jump())
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
        let table = OpcodeTable::of(Version::LATEST);
        let _ = marshal::load(&data);
        let _ = pyc::read(&data);
        let _ = location_table::decode_units(&data, 1);
        let _ = exception_table::decode(&data);
        for result in instruction::decode(&data, table).filter_map(Result::ok) {
            prop_assert!(result.end_offset() as usize <= data.len());
        }
    }
}

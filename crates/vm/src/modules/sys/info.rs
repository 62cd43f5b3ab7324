//! The constants of `sys`: versions, limits of numbers, flags. They are CPython 3.13.0's on 64-bit Linux.

use crate::Vm;
use crate::objects::Dict;
use crate::types::Def;
use crate::value::{Ref, Value};

use super::super::structseq::{SequenceSpec, field};

static VERSION_INFO: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "version_info",
    visible: 5,
    fields: &[
        Def::attribute("major", field::<0>),
        Def::attribute("minor", field::<1>),
        Def::attribute("micro", field::<2>),
        Def::attribute("releaselevel", field::<3>),
        Def::attribute("serial", field::<4>),
    ],
};

static FLOAT_INFO: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "float_info",
    visible: 11,
    fields: &[
        Def::attribute("max", field::<0>),
        Def::attribute("max_exp", field::<1>),
        Def::attribute("max_10_exp", field::<2>),
        Def::attribute("min", field::<3>),
        Def::attribute("min_exp", field::<4>),
        Def::attribute("min_10_exp", field::<5>),
        Def::attribute("dig", field::<6>),
        Def::attribute("mant_dig", field::<7>),
        Def::attribute("epsilon", field::<8>),
        Def::attribute("radix", field::<9>),
        Def::attribute("rounds", field::<10>),
    ],
};

static INT_INFO: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "int_info",
    visible: 4,
    fields: &[
        Def::attribute("bits_per_digit", field::<0>),
        Def::attribute("sizeof_digit", field::<1>),
        Def::attribute("default_max_str_digits", field::<2>),
        Def::attribute("str_digits_check_threshold", field::<3>),
    ],
};

static HASH_INFO: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "hash_info",
    visible: 9,
    fields: &[
        Def::attribute("width", field::<0>),
        Def::attribute("modulus", field::<1>),
        Def::attribute("inf", field::<2>),
        Def::attribute("nan", field::<3>),
        Def::attribute("imag", field::<4>),
        Def::attribute("algorithm", field::<5>),
        Def::attribute("hash_bits", field::<6>),
        Def::attribute("seed_bits", field::<7>),
        Def::attribute("cutoff", field::<8>),
    ],
};

static THREAD_INFO: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "thread_info",
    visible: 3,
    fields: &[
        Def::attribute("name", field::<0>),
        Def::attribute("lock", field::<1>),
        Def::attribute("version", field::<2>),
    ],
};

static FLAGS: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "flags",
    visible: 18,
    fields: &[
        Def::attribute("debug", field::<0>),
        Def::attribute("inspect", field::<1>),
        Def::attribute("interactive", field::<2>),
        Def::attribute("optimize", field::<3>),
        Def::attribute("dont_write_bytecode", field::<4>),
        Def::attribute("no_user_site", field::<5>),
        Def::attribute("no_site", field::<6>),
        Def::attribute("ignore_environment", field::<7>),
        Def::attribute("verbose", field::<8>),
        Def::attribute("bytes_warning", field::<9>),
        Def::attribute("quiet", field::<10>),
        Def::attribute("hash_randomization", field::<11>),
        Def::attribute("isolated", field::<12>),
        Def::attribute("dev_mode", field::<13>),
        Def::attribute("utf8_mode", field::<14>),
        Def::attribute("warn_default_encoding", field::<15>),
        Def::attribute("safe_path", field::<16>),
        Def::attribute("int_max_str_digits", field::<17>),
    ],
};

/// `sys.hexversion` of 3.13.0 final.
const HEX_VERSION: i64 = 0x030D_00F0;

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) {
    let version = version_info(vm);
    let implementation = implementation(vm, &version);
    let sequences = [
        ("version_info", version),
        ("implementation", implementation),
        ("float_info", float_info(vm)),
        ("int_info", ints(vm, &INT_INFO, &[30, 4, 4300, 640])),
        ("hash_info", hash_info(vm)),
        ("thread_info", thread_info(vm)),
        ("flags", flags(vm)),
    ];
    for (name, value) in sequences {
        vm.set_name(dict, name, value);
    }
    for (name, text) in [
        ("version", "3.13.0 (main, Oct  7 2024, 00:00:00) [bytescope]"),
        ("platform", "linux"),
        ("byteorder", "little"),
        ("executable", ""),
        ("prefix", ""),
        ("base_prefix", ""),
        ("exec_prefix", ""),
        ("base_exec_prefix", ""),
        ("abiflags", ""),
        ("platlibdir", "lib"),
        ("float_repr_style", "short"),
        ("copyright", "Copyright (c) 2001-2024 Python Software Foundation.\nAll Rights Reserved."),
    ] {
        let text = vm.str(text);
        vm.set_name(dict, name, text);
    }
    for (name, number) in
        [("maxsize", i64::MAX), ("maxunicode", 0x10_FFFF), ("hexversion", HEX_VERSION), ("api_version", 1013)]
    {
        vm.set_name(dict, name, Value::int(number));
    }
    let names = super::super::NATIVE.iter().map(|(name, _)| *name).filter(|name| !name.contains('.'));
    let mut names: Vec<&str> = names.chain(["builtins"]).collect();
    names.sort_unstable();
    let names = names.into_iter().map(|name| vm.intern(name)).collect();
    let names = vm.tuple(names);
    vm.set_name(dict, "builtin_module_names", names);
    let standard = super::super::standard::names().iter().map(|name| vm.intern(name)).collect::<Vec<_>>();
    let names = crate::objects::Set::new(true);
    for name in standard {
        // Strings can be hashed.
        drop(vm.set_add(&names, name));
    }
    vm.set_name(dict, "stdlib_module_names", Value::new(names));
    for name in ["warnoptions", "meta_path", "path_hooks"] {
        let empty = vm.list(Vec::new());
        vm.set_name(dict, name, empty);
    }
    for name in ["_xoptions", "path_importer_cache"] {
        vm.set_name(dict, name, Value::new(Dict::default()));
    }
    vm.set_name(dict, "dont_write_bytecode", Value::bool(true));
    vm.set_name(dict, "pycache_prefix", Value::none());
}

fn ints(vm: &mut Vm, spec: &'static SequenceSpec, numbers: &[i64]) -> Value {
    let fields = numbers.iter().map(|number| Value::int(*number)).collect();
    vm.sequence(spec, fields)
}

fn version_info(vm: &mut Vm) -> Value {
    let level = vm.intern("final");
    vm.sequence(&VERSION_INFO, vec![Value::int(3), Value::int(13), Value::int(0), level, Value::int(0)])
}

fn implementation(vm: &mut Vm, version: &Value) -> Value {
    let attributes = vec![
        ("name", vm.str("cpython")),
        ("cache_tag", vm.str("cpython-313")),
        ("version", version.clone()),
        ("hexversion", Value::int(HEX_VERSION)),
        ("_multiarch", vm.str("x86_64-linux-gnu")),
    ];
    vm.namespace(attributes)
}

fn float_info(vm: &mut Vm) -> Value {
    let fields = vec![
        Value::float(f64::MAX),
        Value::int(f64::MAX_EXP.into()),
        Value::int(f64::MAX_10_EXP.into()),
        Value::float(f64::MIN_POSITIVE),
        Value::int(f64::MIN_EXP.into()),
        Value::int(f64::MIN_10_EXP.into()),
        Value::int(f64::DIGITS.into()),
        Value::int(f64::MANTISSA_DIGITS.into()),
        Value::float(f64::EPSILON),
        Value::int(f64::RADIX.into()),
        Value::int(1),
    ];
    vm.sequence(&FLOAT_INFO, fields)
}

fn hash_info(vm: &mut Vm) -> Value {
    let numbers = [64, (1 << 61) - 1, 314_159, 0, 1_000_003, 64, 128, 0].map(Value::int);
    let mut fields = numbers.to_vec();
    fields.insert(5, vm.str("siphash13"));
    vm.sequence(&HASH_INFO, fields)
}

fn thread_info(vm: &mut Vm) -> Value {
    let fields = ["pthread", "semaphore", "NPTL 2.36"].map(|text| vm.str(text)).to_vec();
    vm.sequence(&THREAD_INFO, fields)
}

/// As `python3.13 -I` has them, but that hashes are not random.
fn flags(vm: &mut Vm) -> Value {
    let digits = vm.module_state.int_max_str_digits as i64;
    let numbers = [0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, digits];
    let mut fields = numbers.map(Value::int).to_vec();
    fields[13] = Value::bool(false);
    fields[16] = Value::bool(true);
    vm.sequence(&FLAGS, fields)
}

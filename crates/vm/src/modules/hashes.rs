//! `_hashlib` and `_blake2`: message digests, computed by the `RustCrypto` crates. A hash keeps what it was given and
//! computes when it is asked.

use std::cell::RefCell;

use md5::Digest as _;
use md5::digest::DynDigest;

use crate::call::Args;
use crate::objects::{Dict, Str};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::support::ClassSpec;

/// Name, size of the digest, size of a block.
type Kind = (&'static str, usize, usize);

const KINDS: [Kind; 12] = [
    ("md5", 16, 64),
    ("sha1", 20, 64),
    ("sha224", 28, 64),
    ("sha256", 32, 64),
    ("sha384", 48, 128),
    ("sha512", 64, 128),
    ("sha3_224", 28, 144),
    ("sha3_256", 32, 136),
    ("sha3_384", 48, 104),
    ("sha3_512", 64, 72),
    ("blake2b", 64, 128),
    ("blake2s", 32, 64),
];

static HASH: ClassSpec = ClassSpec::closed(
    "_hashlib",
    "HASH",
    &[
        Def::method("update", "($self, obj, /)", update),
        Def::method("digest", "($self, /)", digest),
        Def::method("hexdigest", "($self, /)", hexdigest),
        Def::method("copy", "($self, /)", copy),
        Def::wrapper("__repr__", "($self, /)", repr),
        Def::attribute("name", name),
        Def::attribute("digest_size", digest_size),
        Def::attribute("block_size", block_size),
    ],
);

#[derive(Clone, Debug)]
struct Hash {
    kind: Kind,
    data: RefCell<Vec<u8>>,
}

impl Held for Hash {}

macro_rules! constructors {
    ($($function:ident $text:literal $place:literal;)*) => {
        $(fn $function(vm: &mut Vm, args: Args<'_>) -> PyResult {
            make_hash(vm, KINDS[$place], args.get(0))
        })*

        const CONSTRUCTORS: &[Def] = &[
            $(Def::function($text, "(string=b'', *, usedforsecurity=True)", $function),)*
            Def::function("new", "(name, string=b'', *, usedforsecurity=True)", new),
            Def::function("pbkdf2_hmac", "(hash_name, password, salt, iterations, dklen=None)", pbkdf2_hmac),
        ];
    };
}

constructors! {
    md5 "openssl_md5" 0;
    sha1 "openssl_sha1" 1;
    sha224 "openssl_sha224" 2;
    sha256 "openssl_sha256" 3;
    sha384 "openssl_sha384" 4;
    sha512 "openssl_sha512" 5;
    sha3_224 "openssl_sha3_224" 6;
    sha3_256 "openssl_sha3_256" 7;
    sha3_384 "openssl_sha3_384" 8;
    sha3_512 "openssl_sha3_512" 9;
}

const BLAKE: &[Def] = &[
    Def::function("blake2b", "(data=b'', /, *, usedforsecurity=True)", |vm, args| {
        make_hash(vm, KINDS[10], args.get(0))
    }),
    Def::function("blake2s", "(data=b'', /, *, usedforsecurity=True)", |vm, args| {
        make_hash(vm, KINDS[11], args.get(0))
    }),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_hashlib", CONSTRUCTORS);
    Ok(())
}

pub(super) fn make_blake(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_blake2", BLAKE);
    Ok(())
}

/// The digest of some data.
fn compute(kind: Kind, data: &[u8]) -> Vec<u8> {
    let mut digest: Box<dyn DynDigest> = match kind.0 {
        "md5" => Box::new(md5::Md5::new()),
        "sha1" => Box::new(sha1::Sha1::new()),
        "sha224" => Box::new(sha2::Sha224::new()),
        "sha256" => Box::new(sha2::Sha256::new()),
        "sha384" => Box::new(sha2::Sha384::new()),
        "sha3_224" => Box::new(sha3::Sha3_224::new()),
        "sha3_256" => Box::new(sha3::Sha3_256::new()),
        "sha3_384" => Box::new(sha3::Sha3_384::new()),
        "sha3_512" => Box::new(sha3::Sha3_512::new()),
        "blake2b" => Box::new(blake2::Blake2b512::new()),
        "blake2s" => Box::new(blake2::Blake2s256::new()),
        _ => Box::new(sha2::Sha512::new()),
    };
    digest.update(data);
    digest.finalize().to_vec()
}

fn hashed(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if native::<Str>(value).is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match vm.byte_data(value) {
        Ok(data) => Ok(data),
        Err(_) => Err(vm.type_error("object supporting the buffer API required")),
    }
}

fn make_hash(vm: &mut Vm, kind: Kind, data: Option<&Value>) -> PyResult {
    let data = data.map_or(Ok(Vec::new()), |data| hashed(vm, data))?;
    Ok(vm.foreign(&HASH, Hash { kind, data: RefCell::new(data) }))
}

fn kind_of(vm: &mut Vm, value: &Value) -> PyResult<Kind> {
    let name = vm.text(value).to_lowercase().replace('-', "_");
    match KINDS.iter().find(|(known, ..)| *known == name) {
        Some(kind) => Ok(*kind),
        None => Err(vm.value_error(format!("unsupported hash type {}", vm.text(value)))),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let kind = kind_of(vm, &args[0])?;
    make_hash(vm, kind, args.get(1))
}

fn update(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = hashed(vm, &args[1])?;
    let hash = vm.held::<Hash>(&args[0])?;
    vm.check_memory(hash.data.borrow().len() + data.len())?;
    hash.data.borrow_mut().extend(data);
    Ok(Value::none())
}

fn result(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    let hash = vm.held::<Hash>(value)?;
    Ok(compute(hash.kind, &hash.data.borrow()))
}

fn digest(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let digest = result(vm, &args[0])?;
    Ok(vm.bytes(digest))
}

fn hexdigest(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let digest = result(vm, &args[0])?;
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let text: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
    Ok(vm.str(&text))
}

fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let hash = vm.held::<Hash>(&args[0])?.clone();
    Ok(vm.foreign(&HASH, hash))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.held::<Hash>(&args[0])?.kind.0;
    let id = args[0].id();
    Ok(vm.str(&format!("<{name} _hashlib.HASH object @ {id:#x}>")))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.held::<Hash>(&args[0])?.kind.0;
    Ok(vm.intern(name))
}

fn digest_size(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Hash>(&args[0])?.kind.1 as i64))
}

fn block_size(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Hash>(&args[0])?.kind.2 as i64))
}

/// RFC 2104
fn hmac(kind: Kind, key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut key = if key.len() > kind.2 { compute(kind, key) } else { key.to_vec() };
    key.resize(kind.2, 0);
    let inner: Vec<u8> = key.iter().map(|byte| byte ^ 0x36).chain(message.iter().copied()).collect();
    let outer: Vec<u8> = key.iter().map(|byte| byte ^ 0x5C).chain(compute(kind, &inner)).collect();
    compute(kind, &outer)
}

/// RFC 8018
fn pbkdf2_hmac(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let kind = kind_of(vm, &args[0])?;
    let (password, salt) = (vm.byte_data(&args[1])?, vm.byte_data(&args[2])?);
    let iterations = vm.index_i64(&args[3])?;
    let wanted = args.some(4).map_or(Ok(kind.1 as i64), |len| vm.index_i64(len))?;
    if iterations < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    if wanted < 1 {
        return Err(vm.value_error("key length must be greater than 0."));
    }
    vm.check_memory(wanted as usize)?;
    let mut key = Vec::new();
    let mut block = 0_u32;
    while key.len() < wanted as usize {
        block += 1;
        let first: Vec<u8> = salt.iter().copied().chain(block.to_be_bytes()).collect();
        let mut last = hmac(kind, &password, &first);
        let mut sum = last.clone();
        for _ in 1..iterations {
            vm.check_steps(100)?;
            last = hmac(kind, &password, &last);
            sum.iter_mut().zip(&last).for_each(|(sum, byte)| *sum ^= byte);
        }
        key.extend(sum);
    }
    key.truncate(wanted as usize);
    Ok(vm.bytes(key))
}

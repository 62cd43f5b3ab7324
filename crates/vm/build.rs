//! Links the C library's mathematics before Rust's own, which defines some of the same names: `cbrt` differs in the
//! last bit, and CPython's answers are the C library's.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-lib=dylib=m");
    }
}

//! Mathematics of the platform's C library that a linked program would otherwise take from Rust's own.
//!
//! Rust's `compiler_builtins` defines `cbrt` too, with another last bit, and a linker prefers what is in the
//! program. The C library has a second name for the same function, which nothing else defines.

#![allow(unsafe_code)]

#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn cbrt(x: f64) -> f64 {
    #[link(name = "m")]
    // SAFETY: the C library declares it so since glibc 2.27 (`_Float64` is `double`); it touches nothing of ours.
    unsafe extern "C" {
        safe fn cbrtf64(x: f64) -> f64;
    }
    cbrtf64(x)
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn cbrt(x: f64) -> f64 {
    x.cbrt()
}

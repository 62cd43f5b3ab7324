"""Hashes: the native ones by name."""

import _hashlib

algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128",
    "shake_256", "blake2b", "blake2s",
}  # fmt: skip
algorithms_available = {name for name in algorithms_guaranteed if hasattr(_hashlib, "openssl_" + name)}

__all__ = ("new", "algorithms_guaranteed", "algorithms_available", *sorted(algorithms_available))

for _name in algorithms_available:
    globals()[_name] = getattr(_hashlib, "openssl_" + _name)
del _name


def new(name, data=b"", *, usedforsecurity=True):
    """A hash object by the name of its algorithm."""
    made = globals().get(name.lower().replace("-", "_")) if name.lower().replace("-", "_") in algorithms_available else None
    if made is None:
        raise ValueError("unsupported hash type " + name)
    return made(data)

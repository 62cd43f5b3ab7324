"""Hashes: the native ones by name, and those with parameters."""

import _blake2
import _hashlib
from _hashlib import pbkdf2_hmac

algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128",
    "shake_256", "blake2b", "blake2s",
}  # fmt: skip
algorithms_available = set(algorithms_guaranteed)

__all__ = (*sorted(algorithms_guaranteed), "new", "algorithms_guaranteed", "algorithms_available", "file_digest", "pbkdf2_hmac")

for _name in algorithms_guaranteed:
    if hasattr(_hashlib, "openssl_" + _name):
        globals()[_name] = getattr(_hashlib, "openssl_" + _name)
del _name


def shake_128(string=b"", *, usedforsecurity=True):
    """SHAKE128, whose digest is as long as one asks for."""
    from _digests import shake_128

    return shake_128(string)


def shake_256(string=b"", *, usedforsecurity=True):
    """SHAKE256, whose digest is as long as one asks for."""
    from _digests import shake_256

    return shake_256(string)


def blake2b(data=b"", /, **parameters):
    """BLAKE2 for 64-bit machines; native unless it has parameters."""
    parameters.pop("usedforsecurity", None)
    if not parameters:
        return _blake2.blake2b(data)
    from _digests import blake2b

    return blake2b(data, **parameters)


def blake2s(data=b"", /, **parameters):
    """BLAKE2 for small machines; native unless it has parameters."""
    parameters.pop("usedforsecurity", None)
    if not parameters:
        return _blake2.blake2s(data)
    from _digests import blake2s

    return blake2s(data, **parameters)


def new(name, data=b"", *, usedforsecurity=True):
    """A hash object by the name of its algorithm."""
    known = name.lower().replace("-", "_")
    if known not in algorithms_guaranteed:
        raise ValueError("unsupported hash type " + name)
    return globals()[known](data)


def file_digest(fileobj, digest, /):
    """The hash of what is left in a binary file."""
    made = new(digest) if isinstance(digest, str) else digest()
    made.update(fileobj.getvalue() if hasattr(fileobj, "getbuffer") else fileobj.read())
    return made

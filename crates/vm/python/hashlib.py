"""Hashes: the native ones by name."""

import _blake2
import _hashlib
from _hashlib import pbkdf2_hmac

algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
}  # fmt: skip
algorithms_available = algorithms_guaranteed

__all__ = (*sorted(algorithms_guaranteed), "new", "algorithms_guaranteed", "algorithms_available", "file_digest", "pbkdf2_hmac")

for _name in algorithms_guaranteed:
    globals()[_name] = getattr(_hashlib, "openssl_" + _name, None) or getattr(_blake2, _name)
del _name


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

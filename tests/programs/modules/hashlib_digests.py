"""hashlib: digests of bytes."""

import hashlib

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
    h = hashlib.new(name, b"hello")
    print(name, h.digest_size, h.block_size, h.hexdigest()[:40])
h = hashlib.sha256()
h.update(b"hel")
h.update(b"lo")
print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), h.name, h.copy().digest() == h.digest(), hashlib.sha256().hexdigest())
print(hashlib.shake_128(b"x").hexdigest(8), hashlib.blake2b(b"x", digest_size=8, key=b"k").hexdigest(), hashlib.pbkdf2_hmac("sha256", b"pass", b"salt", 10).hex()[:32], "sha256" in hashlib.algorithms_guaranteed)
for call in (lambda: hashlib.sha256("text"), lambda: hashlib.new("nothing"), lambda: h.update("x")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)

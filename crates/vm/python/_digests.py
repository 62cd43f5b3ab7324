"""Digests that take parameters: SHAKE, whose length is chosen at the end, and BLAKE2 with a key, a salt and so on."""

_ROUNDS = []
_state = 1
for _ in range(24):
    # The constants of Keccak come out of a shift register.
    _constant = 0
    for _bit in range(7):
        if _state & 1:
            _constant |= 1 << ((1 << _bit) - 1)
        _state <<= 1
        if _state & 0x100:
            _state ^= 0x171
    _ROUNDS.append(_constant)
_MASK64 = (1 << 64) - 1


def _keccak(lanes):
    """The permutation of 25 lanes of 64 bits."""
    for constant in _ROUNDS:
        column = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        for x in range(5):
            right = column[(x + 1) % 5]
            mixed = column[x - 1] ^ ((right << 1 | right >> 63) & _MASK64)
            for y in range(0, 25, 5):
                lanes[x + y] ^= mixed
        x, y, current = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            shift = (step + 1) * (step + 2) // 2 % 64
            place = x + 5 * y
            turned = (current << shift | current >> (64 - shift)) & _MASK64
            current, lanes[place] = lanes[place], turned
        for y in range(0, 25, 5):
            row = lanes[y : y + 5]
            for x in range(5):
                lanes[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & _MASK64)
        lanes[0] ^= constant


def _bytes(data):
    if isinstance(data, str):
        raise TypeError("Strings must be encoded before hashing")
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError("object supporting the buffer API required") from None


class _Digest:
    digest_size = 0

    def __init__(self, data):
        self._data = bytearray(_bytes(data))

    def update(self, obj, /):
        self._data += _bytes(obj)

    def copy(self):
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._data = bytearray(self._data)
        return other


class _Shake(_Digest):
    """A digest of any length."""

    def digest(self, length, /):
        if length < 0:
            raise ValueError("value must be positive")
        lanes, rate = [0] * 25, self.block_size
        data = bytes(self._data) + b"\x1f"
        data += bytes(-len(data) % rate)
        data = data[:-1] + bytes([data[-1] | 0x80])
        for start in range(0, len(data), rate):
            for lane in range(rate // 8):
                lanes[lane] ^= int.from_bytes(data[start + 8 * lane : start + 8 * lane + 8], "little")
            _keccak(lanes)
        out = b""
        while True:
            out += b"".join(lane.to_bytes(8, "little") for lane in lanes[: rate // 8])
            if len(out) >= length:
                return out[:length]
            _keccak(lanes)

    def hexdigest(self, length, /):
        return self.digest(length).hex()


class shake_128(_Shake):
    name, block_size = "shake_128", 168

    def __init__(self, string=b"", *, usedforsecurity=True):
        super().__init__(string)


class shake_256(_Shake):
    name, block_size = "shake_256", 136

    def __init__(self, string=b"", *, usedforsecurity=True):
        super().__init__(string)


_PERMUTATION = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]  # fmt: skip
_WAYS = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
         (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]  # fmt: skip


class _Blake2(_Digest):
    """BLAKE2 (RFC 7693) with parameters."""

    def __init__(self, data=b"", /, *, digest_size=None, key=b"", salt=b"", person=b"", fanout=1, depth=1, leaf_size=0,
                 node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True):  # fmt: skip
        digest_size = self.MAX_DIGEST_SIZE if digest_size is None else digest_size
        if not 1 <= digest_size <= self.MAX_DIGEST_SIZE:
            raise ValueError(f"digest_size must be between 1 and {self.MAX_DIGEST_SIZE} bytes")
        key, salt, person = _bytes(key), _bytes(salt), _bytes(person)
        if len(key) > self.MAX_KEY_SIZE:
            raise ValueError(f"maximum key length is {self.MAX_KEY_SIZE} bytes")
        if len(salt) > self.SALT_SIZE:
            raise ValueError(f"maximum salt length is {self.SALT_SIZE} bytes")
        if len(person) > self.PERSON_SIZE:
            raise ValueError(f"maximum person length is {self.PERSON_SIZE} bytes")
        self.digest_size = digest_size
        wide = self.block_size == 128
        head = bytes([digest_size, len(key), fanout, depth]) + leaf_size.to_bytes(4, "little")
        head += node_offset.to_bytes(8 if wide else 6, "little") + bytes([node_depth, inner_size])
        head += bytes(14 if wide else 0)
        self._head = head + salt.ljust(self.SALT_SIZE, b"\0") + person.ljust(self.PERSON_SIZE, b"\0")
        self._last = last_node
        super().__init__(key.ljust(self.block_size, b"\0") if key else b"")
        self.update(data)

    def digest(self):
        bits, size = self._bits, self._bits // 8
        mask = (1 << bits) - 1
        state = [self._start[i] ^ int.from_bytes(self._head[i * size : i * size + size], "little") for i in range(8)]
        data, block = bytes(self._data), self.block_size
        for start in range(0, max(len(data), 1), block):
            piece = data[start : start + block]
            words = [int.from_bytes(piece[i * size : i * size + size], "little") for i in range(16)]
            is_last = start + block >= len(data)
            count = start + len(piece)
            v = state + self._start
            v[12] ^= count & mask
            v[13] ^= count >> bits
            if is_last:
                v[14] ^= mask
                if self._last:
                    v[15] ^= mask
            for turn in range(self._turns):
                order = _PERMUTATION[turn % 10]
                for way, (a, b, c, d) in enumerate(_WAYS):
                    for word, (first, second) in zip(order[2 * way : 2 * way + 2], self._shifts):
                        v[a] = (v[a] + v[b] + words[word]) & mask
                        v[d] = self._right(v[d] ^ v[a], first, bits, mask)
                        v[c] = (v[c] + v[d]) & mask
                        v[b] = self._right(v[b] ^ v[c], second, bits, mask)
            state = [state[i] ^ v[i] ^ v[i + 8] for i in range(8)]
        return b"".join(word.to_bytes(size, "little") for word in state)[: self.digest_size]

    @staticmethod
    def _right(word, count, bits, mask):
        return (word >> count | word << (bits - count)) & mask

    def hexdigest(self):
        return self.digest().hex()


def _roots(bits):
    """The fractions of the square roots of the first primes."""
    from math import isqrt

    return [isqrt(prime << 2 * bits) & ((1 << bits) - 1) for prime in (2, 3, 5, 7, 11, 13, 17, 19)]


class blake2b(_Blake2):
    name, block_size, MAX_DIGEST_SIZE, MAX_KEY_SIZE, SALT_SIZE, PERSON_SIZE = "blake2b", 128, 64, 64, 16, 16
    _bits, _turns, _shifts, _start = 64, 12, ((32, 24), (16, 63)), _roots(64)


class blake2s(_Blake2):
    name, block_size, MAX_DIGEST_SIZE, MAX_KEY_SIZE, SALT_SIZE, PERSON_SIZE = "blake2s", 64, 32, 32, 8, 8
    _bits, _turns, _shifts, _start = 32, 10, ((16, 12), (8, 7)), _roots(32)

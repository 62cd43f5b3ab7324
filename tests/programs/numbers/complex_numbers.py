"""Complex numbers: arithmetic, attributes, text."""

z, w = 3 + 4j, 1 - 2j
print(z + w, z - w, z * w, z / w, -z, z**2, abs(z), z.real, z.imag, z.conjugate(), z == 3 + 4j, bool(0j))
print(z + 1, 1.5 * z, z ** 0.5, 2**z, (-1) ** 0.5, 1j * 1j, z**-1, z**0, 0j**0)
print(repr(1j), repr(-1j), repr(0j), repr(-0.0 + 1j), repr(complex(0, -0.0)), complex(1e16, 1e-5), complex("inf"), complex(float("nan"), 1), 1e300 * 1e10j)
print(str(z), f"{z:.1f}", [z], hash(1 + 0j) == hash(1), hash(2j), complex(z), complex(real=1, imag=2))
for call in (lambda: z < w, lambda: z // w, lambda: z % 2, lambda: int(z), lambda: float(z), lambda: divmod(z, 1), lambda: z / 0, lambda: 0j**-1, lambda: round(z), lambda: 0j ** 1j, lambda: z.real.nope):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)

"""How numbers and strings can be written."""

print(1_000_000, 0xFF, 0o17, 0b1010, 0xdead_beef)
print(1.5, .5, 5., 1e3, 1_0.0_1, 1E-5, 3j, 1.5J, 0j)
print('single', "double", '''triple''', """also
two lines""")
print("tab\tnewline\\n \x41 \u00e9 \U0001F600 \N{GREEK SMALL LETTER ALPHA} \101")
print(r"raw \n stays", b"bytes \xff\x00", br"\raw bytes")
print("one " "string " 'from ' "four")
print("a long \
line")
print([1, 2,], (1,), {1: 2,}, {1,}, (), [], {})
print(True, False, None, ...)

//! What CPython 3.13.0's `compile()` says to sources given as bytes.

#![expect(clippy::unwrap_used, reason = "these are tests")]

use super::decode;

#[test]
fn decodes_what_cpython_decodes() {
    for (bytes, expected) in [
        (&b""[..], ""),
        (b"x=1", "x=1\n"),
        (b"\xef\xbb\xbfx=1\n", "x=1\n"),
        (b"x=1\r\ny=2\rz=3", "x=1\ny=2\nz=3\n"),
        (b"#\r'\xc3\xa9'", "#\n'\u{e9}'\n"),
        (b"# coding: latin-1\n'\xe9'\n", "# coding: latin-1\n'\u{e9}'\n"),
        (b"# coding: iso-latin-1-unix\n'\xe9'\n", "# coding: iso-latin-1-unix\n'\u{e9}'\n"),
        (b"# coding: latin-1-foo\n'\x80'\n", "# coding: latin-1-foo\n'\u{80}'\n"),
        (b"# coding: 8859\n'\xe9'\n", "# coding: 8859\n'\u{e9}'\n"),
        (
            b"#!/bin/sh\n#vim: set fileencoding=cp1252 :\n'\x80'\n",
            "#!/bin/sh\n#vim: set fileencoding=cp1252 :\n'\u{20ac}'\n",
        ),
        (b"\x0c\n# coding: koi8_r\n'\xc1'\n", "\x0c\n# coding: koi8_r\n'\u{430}'\n"),
        (b"# coding: shift_jis\n'\x82\xa0'\n", "# coding: shift_jis\n'\u{3042}'\n"),
        (b"# coding: mac_roman\n'\x8e'\n", "# coding: mac_roman\n'\u{e9}'\n"),
        (b"# coding: iso-8859-16\n'\xe9'\n", "# coding: iso-8859-16\n'\u{e9}'\n"),
        // No cookie: too late, behind code, a space before the colon, upper case.
        (b"\n\n# coding: foo\n", "\n\n# coding: foo\n"),
        (b"x=1\n# coding: foo\n", "x=1\n# coding: foo\n"),
        (b"\\\n# coding: foo\n", "\\\n# coding: foo\n"),
        (b"# coding : foo\n", "# coding : foo\n"),
        (b"# CODING: foo\n", "# CODING: foo\n"),
        // Bytes in comments may be anything.
        (b"#\xff\nx=1 # \xe9\xe9\n", "#?\nx=1 # ??\n"),
    ] {
        assert_eq!(decode(bytes).unwrap(), expected);
    }
}

#[test]
fn refuses_what_cpython_refuses_in_its_words() {
    for (bytes, message) in [
        (&b"x=1\0\n"[..], "source code string cannot contain null bytes"),
        (
            b"x='\xff'\n",
            "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
        (
            b"\xe2\x82",
            "(unicode error) 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data",
        ),
        (
            b"\xed\xa0\x80",
            "(unicode error) 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte",
        ),
        (
            b"'abc\xe9def'",
            "(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 3: invalid continuation byte",
        ),
        (
            b"a.b\xffd=1",
            "(unicode error) 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte",
        ),
        (
            b"\xef\xbbx=1\n",
            "(unicode error) 'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte",
        ),
        (
            b"# coding: utf8\n'\xe9'\n",
            "'utf-8' codec can't decode byte 0xe9 in position 16: invalid continuation byte",
        ),
        (b"# xcoding: foo\n", "unknown encoding: foo"),
        (b"# coding:   \t  foo bar\n", "unknown encoding: foo"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "encoding problem: iso-8859-1 with BOM"),
        (b"\xef\xbb\xbf# coding: utf8\n", "encoding problem: utf8 with BOM"),
        (
            b"# coding: ascii\nx='\xe9'\n",
            "'ascii' codec can't decode byte 0xe9 in position 19: ordinal not in range(128)",
        ),
        (
            b"# coding: cp1252\nx='\x80\x81'\n",
            "'charmap' codec can't decode byte 0x81 in position 21: character maps to <undefined>",
        ),
        (
            b"# coding: gbk\nx='\xff'",
            "'gbk' codec can't decode byte 0xff in position 17: illegal multibyte sequence",
        ),
    ] {
        assert_eq!(decode(bytes).unwrap_err().message, message, "{}", bytes.escape_ascii());
    }
}

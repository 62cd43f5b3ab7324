"""textwrap: filling, indenting, dedenting, shortening."""

import textwrap

text = "The quick brown fox jumps over the lazy dog, and a very-long-hyphenated word with supercalifragilistic length follows."
print(textwrap.fill(text, 30))
print(textwrap.wrap("a bb ccc dddd", 6), textwrap.wrap(text, 20, break_long_words=False)[-3:], textwrap.wrap(""), textwrap.wrap("one two", 100), textwrap.wrap("x" * 12, 5))
print(textwrap.fill("first second third fourth", 15, initial_indent="* ", subsequent_indent="  "))
print(textwrap.dedent("""\
    def f():
        return 1

      # odd
    """), end="")
print(textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\nb", "--", lambda line: "b" in line), textwrap.shorten(text, 40), textwrap.shorten(text, 30, placeholder="..."), sep="\n")
print(textwrap.wrap("tabs\tand  spaces\nnewline", 12), textwrap.TextWrapper(width=10, max_lines=2, placeholder=" ~").wrap("aaa bbb ccc ddd eee"), textwrap.wrap("a-b-c-d", 3, break_on_hyphens=False))
try:
    textwrap.wrap("x", 0)
except ValueError as error:
    print(error)

"""Template strings, since 3.14."""
name = 'world'
greeting = t'hello {name!r:>10}'

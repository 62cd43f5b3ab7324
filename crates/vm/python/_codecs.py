"""The registry of `codecs` by the name that it has in C; pickled bytes of old protocols name it."""

from codecs import decode, encode, lookup, lookup_error, register, register_error, unregister

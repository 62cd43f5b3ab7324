from . import hidden
from .birds import parrot as sister


def cow():
    return "moo " + hidden


def sister_sound():
    return sister()

"""Carets count the width of the characters before them."""


def grüße(wörter):
    größe = len(wörter) + wörter["é"]; return größe


print("größer:", grüße("日本"))

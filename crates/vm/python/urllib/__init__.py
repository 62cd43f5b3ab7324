"""Addresses; there is no network to use them in."""

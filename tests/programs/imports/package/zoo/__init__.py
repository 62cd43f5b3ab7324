"""A zoo."""

print("zoo opens")
__all__ = ["lion", "mammals"]
lion = "the lion"
hidden = "not in __all__"
_private = 1

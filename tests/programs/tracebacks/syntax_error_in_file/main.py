"""A module that does not compile is shown with its line."""

print("before")
import faulty

"""raise SystemExit without an argument is a success."""

print("all good")
raise SystemExit
print("never")

"""The conditional expression evaluates its condition first, then one branch only."""


def say(text):
    print(text, end=" ")
    return text


print(say("yes") if say("condition") else say("no"))
print(say("yes") if not say("condition") else say("no"))
sizes = ["big" if n > 100 else "middle" if n > 10 else "small" for n in (5, 50, 500)]
print(sizes)

"""The carets point at the one link of the chain that failed."""


class Builder:
    def __init__(self):
        self.parts = []

    def add(self, part):
        self.parts.append(part)
        return self if part != "end" else None


Builder().add("a").add("end").add("b")

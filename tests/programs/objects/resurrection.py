"""An object may save itself in __del__, but is told only once."""

saved = []


class Phoenix:
    def __init__(self):
        self.lives = 1

    def __del__(self):
        print("dying with", self.lives)
        self.lives += 1
        saved.append(self)


p = Phoenix()
del p
print(len(saved), saved[0].lives)
saved.clear()
print("really gone now", saved)

"""The kernel of a small operating system: tasks of four kinds that send packets to each other.

After Martin Richards's benchmark: what the tasks do and in which order is his.
"""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE, WORK = 0, 1
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        """Puts this packet at the end of a queue; the queue's first packet comes back."""
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel, number, priority, packets):
        self.kernel = kernel
        self.number = number
        self.priority = priority
        self.packets = packets
        self.has_packet = packets is not None
        self.is_waiting = packets is None
        self.is_held = False

    def is_stuck(self):
        return self.is_held or (self.is_waiting and not self.has_packet)

    def run(self):
        """One turn; the task to look at next comes back."""
        packet = None
        if self.is_waiting and self.has_packet:
            packet = self.packets
            self.packets = packet.link
            self.is_waiting = False
            self.has_packet = self.packets is not None
        return self.step(packet)

    def step(self, packet):
        raise NotImplementedError

    def wait(self):
        self.is_waiting = True
        return self

    def take(self, packet, sender):
        """A packet arrives. Whoever is more important goes on."""
        if self.packets is None:
            self.packets = packet
            self.has_packet = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.packets)
        return sender


class Idle(Task):
    def __init__(self, kernel, number, priority, turns):
        super().__init__(kernel, number, priority, None)
        self.is_waiting = False
        self.turns = turns
        self.noise = 1

    def step(self, packet):
        self.turns -= 1
        if self.turns == 0:
            return self.kernel.hold(self)
        if self.noise & 1 == 0:
            self.noise //= 2
            return self.kernel.release(DEVICE_A)
        self.noise = self.noise // 2 ^ 0xD008
        return self.kernel.release(DEVICE_B)


class Worker(Task):
    def __init__(self, kernel, number, priority, packets):
        super().__init__(kernel, number, priority, packets)
        self.to = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.to = HANDLER_B if self.to == HANDLER_A else HANDLER_A
        packet.owner = self.to
        packet.datum = 0
        for place in range(4):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[place] = LETTERS[self.letter - 1]
        return self.kernel.send(packet)


class Handler(Task):
    def __init__(self, kernel, number, priority, packets):
        super().__init__(kernel, number, priority, packets)
        self.work = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is None:
            return self.wait()
        if work.datum >= 4:
            self.work = work.link
            return self.kernel.send(work)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.datum = work.data[work.datum]
        work.datum += 1
        return self.kernel.send(device)


class Device(Task):
    def __init__(self, kernel, number, priority):
        super().__init__(kernel, number, priority, None)
        self.pending = None

    def step(self, packet):
        if packet is None:
            pending = self.pending
            if pending is None:
                return self.wait()
            self.pending = None
            return self.kernel.send(pending)
        self.pending = packet
        return self.kernel.hold(self)


class Kernel:
    def __init__(self):
        self.tasks = [None] * 6
        self.order = []
        self.current = None
        self.sent = self.held = 0

    def add(self, task):
        self.tasks[task.number] = task
        self.order.insert(0, task)

    def after(self, task):
        place = self.order.index(task) + 1
        return self.order[place] if place < len(self.order) else None

    def hold(self, task):
        self.held += 1
        task.is_held = True
        return self.after(task)

    def release(self, number):
        task = self.tasks[number]
        task.is_held = False
        return task if task.priority > self.current.priority else self.current

    def send(self, packet):
        task = self.tasks[packet.owner]
        self.sent += 1
        packet.link = None
        packet.owner = self.current.number
        return task.take(packet, self.current)

    def run(self):
        task = self.order[0]
        while task is not None:
            if task.is_stuck():
                task = self.after(task)
            else:
                self.current = task
                task = task.run()


def queue(owner, kind, count):
    packets = None
    for _ in range(count):
        packets = Packet(packets, owner, kind)
    return packets


def simulate(turns):
    kernel = Kernel()
    kernel.add(Idle(kernel, IDLE, 0, turns))
    kernel.add(Worker(kernel, WORKER, 1000, queue(WORKER, WORK, 2)))
    kernel.add(Handler(kernel, HANDLER_A, 2000, queue(DEVICE_A, DEVICE, 3)))
    kernel.add(Handler(kernel, HANDLER_B, 3000, queue(DEVICE_B, DEVICE, 3)))
    kernel.add(Device(kernel, DEVICE_A, 4000))
    kernel.add(Device(kernel, DEVICE_B, 5000))
    kernel.run()
    return kernel.sent, kernel.held


def main():
    for _ in range(4):
        print(*simulate(10_000))

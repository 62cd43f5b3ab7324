"""A simulation with events in a queue: customers at two counters of a shop."""

import heapq
import itertools
import random
from dataclasses import dataclass, field


@dataclass(order=True)
class Event:
    time: float
    number: int
    action: object = field(compare=False)
    arguments: tuple = field(default=(), compare=False)


class Simulation:
    def __init__(self):
        self.now = 0.0
        self.events = []
        self.numbers = itertools.count()
        self.handled = 0

    def after(self, delay, action, *arguments):
        if delay < 0:
            raise ValueError("events cannot be in the past")
        heapq.heappush(self.events, Event(self.now + delay, next(self.numbers), action, arguments))

    def run(self, until=float("inf")):
        while self.events and self.events[0].time <= until:
            event = heapq.heappop(self.events)
            self.now = event.time
            event.action(*event.arguments)
            self.handled += 1
        return self.handled


@dataclass
class Customer:
    name: str
    items: int
    arrived: float = 0.0
    served: float | None = None

    @property
    def waited(self):
        return self.served - self.arrived


@dataclass
class Counter:
    name: str
    speed: float
    queue: list = field(default_factory=list)
    busy: bool = False
    total_busy: float = 0.0

    def __len__(self):
        return len(self.queue) + self.busy


class Shop:
    def __init__(self, simulation, seed):
        self.simulation = simulation
        self.random = random.Random(seed)
        self.counters = [Counter("quick", 2.0), Counter("slow", 5.0)]
        self.customers = []
        self.verbose = True

    def log(self, text):
        if self.verbose:
            print(f"{self.simulation.now:7.2f} {text}")

    def open(self, customers):
        delay = 0.0
        for n in range(customers):
            delay += self.random.expovariate(1 / 6)
            customer = Customer(f"customer {n}", self.random.randint(1, 8))
            self.simulation.after(delay, self.arrive, customer)

    def arrive(self, customer):
        customer.arrived = self.simulation.now
        self.customers.append(customer)
        counter = min(self.counters, key=len)
        counter.queue.append(customer)
        self.log(f"{customer.name} with {customer.items} items goes to {counter.name}")
        self.serve(counter)

    def serve(self, counter):
        if counter.busy or not counter.queue:
            return
        customer = counter.queue.pop(0)
        customer.served = self.simulation.now
        counter.busy = True
        duration = customer.items * counter.speed
        counter.total_busy += duration
        self.simulation.after(duration, self.leave, counter, customer)

    def leave(self, counter, customer):
        self.log(f"{customer.name} leaves after waiting {customer.waited:.2f}")
        counter.busy = False
        self.serve(counter)

    def report(self):
        waits = [customer.waited for customer in self.customers if customer.served is not None]
        print(f"{len(waits)} served, longest wait {max(waits):.2f}, mean {sum(waits) / len(waits):.2f}")
        for counter in self.counters:
            print(f"{counter.name}: busy {counter.total_busy / self.simulation.now:.0%}, {len(counter)} left")


simulation = Simulation()
shop = Shop(simulation, seed=7)
shop.open(8)
print("events until 30:", simulation.run(until=30))
print("events in all:", simulation.run())
shop.report()

for seed in range(3):
    simulation = Simulation()
    shop = Shop(simulation, seed)
    shop.verbose = False
    shop.open(100)
    simulation.run()
    shop.report()
try:
    simulation.after(-1, print)
except ValueError as error:
    print(error)

"""Jobs with priorities and dependencies, run by a few workers of asyncio."""

import asyncio
import itertools
from dataclasses import dataclass, field


class JobFailed(Exception):
    pass


@dataclass
class Job:
    name: str
    steps: int
    priority: int = 5
    needs: tuple = ()
    fails: int = 0
    attempts: int = 0
    state: str = "waiting"
    log: list = field(default_factory=list, repr=False)

    async def run(self):
        self.attempts += 1
        for step in range(self.steps):
            await asyncio.sleep(0)
            self.log.append(step)
        if self.attempts <= self.fails:
            raise JobFailed(f"{self.name} failed in attempt {self.attempts}")
        return self.name.upper()


class Scheduler:
    def __init__(self, jobs, workers=2, retries=1):
        self.jobs = {job.name: job for job in jobs}
        self.workers, self.retries = workers, retries
        self.queue = asyncio.PriorityQueue()
        self.numbers = itertools.count()
        self.results = {}
        self.finished = asyncio.Event()
        self.running = 0
        self.most_at_once = 0

    def offer(self):
        """Queues every job whose needs are met; gives up those whose needs have failed."""
        for job in self.jobs.values():
            if job.state != "waiting":
                continue
            needs = [self.jobs[name].state for name in job.needs]
            if "failed" in needs or "skipped" in needs:
                job.state = "skipped"
                print("skip", job.name)
                self.offer()
            elif all(state == "done" for state in needs):
                job.state = "queued"
                self.queue.put_nowait((job.priority, next(self.numbers), job))
        if all(job.state in ("done", "failed", "skipped") for job in self.jobs.values()):
            self.finished.set()

    async def worker(self, name):
        while True:
            *_, job = await self.queue.get()
            job.state = "running"
            self.running += 1
            self.most_at_once = max(self.most_at_once, self.running)
            print(f"{name} starts {job.name}")
            try:
                self.results[job.name] = await asyncio.wait_for(job.run(), timeout=0.5)
            except JobFailed as error:
                print(f"{name}: {error}")
                job.state = "waiting" if job.attempts <= self.retries else "failed"
            except TimeoutError:
                print(f"{name}: {job.name} takes too long")
                job.state = "failed"
            else:
                job.state = "done"
            finally:
                self.running -= 1
                self.queue.task_done()
            self.offer()

    async def run(self):
        self.offer()
        tasks = [asyncio.create_task(self.worker(f"w{n}")) for n in range(self.workers)]
        await self.finished.wait()
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(e, asyncio.CancelledError) for e in ended)
        return self.results


JOBS = [
    Job("fetch", 2),
    Job("parse", 1, needs=("fetch",)),
    Job("flaky", 1, priority=1, fails=1),
    Job("broken", 1, priority=9, fails=9),
    Job("after broken", 1, needs=("broken",)),
    Job("report", 1, needs=("parse", "flaky")),
    Job("after that", 1, needs=("after broken", "report")),
    Job("urgent", 1, priority=0),
]


async def heartbeat(beats):
    try:
        while True:
            await asyncio.sleep(0.05)
            beats.append("beat")
    finally:
        beats.append("stopped")


async def main():
    beats = []
    pulse = asyncio.create_task(heartbeat(beats))
    scheduler = Scheduler(JOBS, workers=1)
    results = await scheduler.run()
    pulse.cancel()
    await asyncio.wait([pulse])
    print(beats[-1], scheduler.most_at_once)
    for job in JOBS:
        print(f"{job.name:14}{job.state:10}{job.attempts} attempts, {len(job.log)} steps, {results.get(job.name)}")
    more = [Job(f"job {n}", 1 + n % 3, priority=n % 2) for n in range(6)]
    scheduler = Scheduler(more, workers=3)
    print(sorted((await scheduler.run()).items()), scheduler.most_at_once)


asyncio.run(main())

"""Coroutines that take turns, on an event loop that sleeps on the interpreter's clock.

With the virtual clock nothing waits: when all tasks sleep, time jumps to the first deadline. There are no sockets,
streams or processes.
"""

from asyncio.exceptions import (
    BrokenBarrierError, CancelledError, IncompleteReadError, InvalidStateError, LimitOverrunError, QueueEmpty,
    QueueFull, QueueShutDown, SendfileNotAvailableError, TimeoutError,
)  # fmt: skip
from asyncio.events import (
    AbstractEventLoop, AbstractEventLoopPolicy, BaseEventLoop, DefaultEventLoopPolicy, Handle, TimerHandle,
    _get_running_loop, _set_running_loop, get_event_loop, get_event_loop_policy, get_running_loop, new_event_loop,
    set_event_loop, set_event_loop_policy,
)  # fmt: skip
from asyncio.futures import Future, isfuture, wrap_future
from asyncio.tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, all_tasks, as_completed, create_eager_task_factory,
    create_task, current_task, eager_task_factory, ensure_future, gather, iscoroutine, iscoroutinefunction,
    run_coroutine_threadsafe, shield, sleep, to_thread, wait, wait_for,
)  # fmt: skip
from asyncio.locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from asyncio.queues import LifoQueue, PriorityQueue, Queue
from asyncio.timeouts import Timeout, timeout, timeout_at
from asyncio.taskgroups import TaskGroup
from asyncio.runners import Runner, run

SelectorEventLoop = BaseEventLoop

__all__ = [name for name in globals() if name[0] != "_" and name not in (
    "exceptions", "events", "futures", "tasks", "locks", "queues", "timeouts", "taskgroups", "runners",
)]  # fmt: skip

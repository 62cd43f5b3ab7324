"""What `asyncio` raises."""

TimeoutError = TimeoutError


class CancelledError(BaseException):
    """The future or task was cancelled."""


class InvalidStateError(Exception):
    """The future is not in a state in which it can do that."""


class SendfileNotAvailableError(RuntimeError):
    """There is no sendfile."""


class IncompleteReadError(EOFError):
    def __init__(self, partial, expected):
        super().__init__(
            f"{len(partial)} bytes read on a total of {'undefined' if expected is None else repr(expected)} expected bytes"
        )
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed


class BrokenBarrierError(RuntimeError):
    """The barrier was broken."""


def _of_queues(name, doc):
    return type(name, (Exception,), {"__module__": "asyncio.queues", "__doc__": doc})


QueueEmpty = _of_queues("QueueEmpty", "Raised when Queue.get_nowait() is called on an empty Queue.")
QueueFull = _of_queues("QueueFull", "Raised when the Queue.put_nowait() method is called on a full Queue.")
QueueShutDown = _of_queues("QueueShutDown", "Raised when putting on to or getting from a shut-down Queue.")

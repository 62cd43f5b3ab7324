"""`async with TaskGroup()`: tasks that end together. If one fails, the others are cancelled."""

__all__ = ["TaskGroup"]

from asyncio import events, tasks
from asyncio.exceptions import CancelledError


class TaskGroup:
    """Waits for its tasks at the end of the block, and raises their errors as a group."""

    _entered = _exiting = _aborting = _parent_cancel_requested = False
    _loop = _parent_task = _base_error = _on_completed_fut = None

    def __init__(self):
        self._tasks = {}  # in order of creation
        self._errors = []

    def __repr__(self):
        parts = (
            "TaskGroup",
            self._tasks and f"tasks={len(self._tasks)}",
            self._errors and f"errors={len(self._errors)}",
            "cancelling" if self._aborting else self._entered and "entered",
        )
        return f"<{' '.join(filter(None, parts))}>"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._entered = True
        self._loop = events.get_running_loop()
        self._parent_task = tasks.current_task(self._loop)
        if self._parent_task is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        return self

    async def __aexit__(self, et, exc, tb):
        try:
            return await self._leave(et, exc)
        finally:
            # No cycles by way of tracebacks.
            self._parent_task = None
            self._errors = None
            self._base_error = None
            exc = None

    async def _leave(self, et, exc):
        self._exiting = True
        if et is not None and _is_base_error(exc) and self._base_error is None:
            self._base_error = exc
        propagated = exc if et is not None and issubclass(et, CancelledError) else None
        if et is not None and not self._aborting:
            self._abort()
        while self._tasks:
            self._on_completed_fut = self._loop.create_future()
            try:
                await self._on_completed_fut
            except CancelledError as error:
                if not self._aborting:
                    propagated = error
                    self._abort()
            self._on_completed_fut = None
        if self._base_error is not None:
            try:
                raise self._base_error
            finally:
                exc = None
        if self._parent_cancel_requested and self._parent_task.uncancel() == 0:
            propagated = None  # the cancellation was the group's own
        try:
            if propagated is not None and not self._errors:
                try:
                    raise propagated
                finally:
                    exc = None
        finally:
            propagated = None
        if et is not None and not issubclass(et, CancelledError):
            self._errors.append(exc)
        if not self._errors:
            return
        # An outside cancellation must not get lost in the group.
        if self._parent_task.cancelling():
            self._parent_task.uncancel()
            self._parent_task.cancel()
        try:
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors) from None
        finally:
            exc = None

    def create_task(self, coro, *, name=None, context=None):
        """Start a task in this group."""
        refusal = None
        if not self._entered:
            refusal = "has not been entered"
        elif self._exiting and not self._tasks:
            refusal = "is finished"
        elif self._aborting:
            refusal = "is shutting down"
        if refusal is not None:
            coro.close()
            raise RuntimeError(f"TaskGroup {self!r} {refusal}")
        task = self._loop.create_task(coro, name=name, context=context)
        if task.done() and not task.cancelled() and not task.exception():
            return task
        self._tasks[task] = None
        task.add_done_callback(self._on_task_done)
        try:
            return task
        finally:
            del task

    def _abort(self):
        self._aborting = True
        for task in list(self._tasks):
            if not task.done():
                task.cancel()

    def _on_task_done(self, task):
        self._tasks.pop(task, None)
        if self._on_completed_fut is not None and not self._tasks and not self._on_completed_fut.done():
            self._on_completed_fut.set_result(True)
        exc = None if task.cancelled() else task.exception()
        if exc is None:
            return
        self._errors.append(exc)
        if _is_base_error(exc) and self._base_error is None:
            self._base_error = exc
        if self._parent_task.done():
            self._loop.call_exception_handler({
                "message": f"Task {task!r} has errored out but its parent task {self._parent_task} is already completed",
                "exception": exc,
                "task": task,
            })  # fmt: skip
        elif not (self._aborting or self._parent_cancel_requested):
            self._abort()
            self._parent_cancel_requested = True
            self._parent_task.cancel()


def _is_base_error(exc):
    return isinstance(exc, (SystemExit, KeyboardInterrupt))

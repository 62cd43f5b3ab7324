"""Tools for `with`: context managers from generators, stacks of them, and a few ready-made ones."""

__all__ = [
    "asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
    "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "ExitStack", "redirect_stdout",
    "redirect_stderr", "suppress", "aclosing", "chdir",
]  # fmt: skip

import abc
import sys
from _collections import deque
from functools import update_wrapper, wraps

GenericAlias = type(list[int])

_end = object()  # what `next` says of a generator that yields no more


def _duck(*methods):
    """A `__subclasshook__` that looks for methods; it speaks for the class that holds it, no other."""

    @classmethod
    def __subclasshook__(cls, C):
        if cls.__dict__.get("__subclasshook__") is not __subclasshook__:
            return NotImplemented
        from _collections_abc import _check_methods

        return _check_methods(C, *methods)

    return __subclasshook__


class AbstractContextManager(abc.ABC):
    __slots__ = ()
    __subclasshook__ = _duck("__enter__", "__exit__")
    __class_getitem__ = classmethod(GenericAlias)

    def __enter__(self):
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        pass


class AbstractAsyncContextManager(abc.ABC):
    __slots__ = ()
    __subclasshook__ = _duck("__aenter__", "__aexit__")
    __class_getitem__ = classmethod(GenericAlias)

    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        pass


class ContextDecorator:
    """Lets a context manager decorate functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return update_wrapper(inner, func)


class AsyncContextDecorator:
    """Lets an asynchronous context manager decorate coroutine functions."""

    _recreate_cm = ContextDecorator._recreate_cm

    def __call__(self, func):
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return update_wrapper(inner, func)


class _GeneratorContextManagerBase:
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        # Only for `_recreate_cm`: entering forgets them, lest they live as long as the block.
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, "__doc__", None)
        if self.__doc__ is None:
            self.__doc__ = type(self).__doc__

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)


def _is_the_one_thrown(error, value, wrapping):
    """Did the generator let `value` out, as itself or, being a StopIteration, as the cause of a RuntimeError?"""
    if error is value:
        return True
    return isinstance(error, RuntimeError) and isinstance(value, wrapping) and error.__cause__ is value


class _GeneratorContextManager(_GeneratorContextManagerBase, AbstractContextManager, ContextDecorator):
    """The object that a function decorated with `contextmanager` returns."""

    def __enter__(self):
        del self.func, self.args, self.kwds
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        complaint = "generator didn't stop"
        if typ is None:
            if next(self.gen, _end) is _end:
                return False
        else:
            if value is None:
                value = typ()
            try:
                self.gen.throw(value)
            except StopIteration as error:
                return error is not value
            except BaseException as error:
                if not _is_the_one_thrown(error, value, StopIteration):
                    raise
                # The frames of the generator are no news to the reader of the traceback.
                value.__traceback__ = traceback
                return False
            complaint += " after throw()"
        try:
            raise RuntimeError(complaint)
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(
    _GeneratorContextManagerBase, AbstractAsyncContextManager, AsyncContextDecorator
):
    """The object that a function decorated with `asynccontextmanager` returns."""

    async def __aenter__(self):
        del self.func, self.args, self.kwds
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        complaint = "generator didn't stop"
        if typ is None:
            if await anext(self.gen, _end) is _end:
                return False
        else:
            if value is None:
                value = typ()
            try:
                await self.gen.athrow(value)
            except StopAsyncIteration as error:
                return error is not value
            except BaseException as error:
                if not _is_the_one_thrown(error, value, (StopIteration, StopAsyncIteration)):
                    raise
                value.__traceback__ = traceback
                return False
            complaint += " after athrow()"
        try:
            raise RuntimeError(complaint)
        finally:
            await self.gen.aclose()


def _maker(manager, func):
    @wraps(func)
    def helper(*args, **kwds):
        return manager(func, args, kwds)

    return helper


def contextmanager(func):
    """Make a context manager of a generator function: what it yields is bound, the rest runs at the end."""
    return _maker(_GeneratorContextManager, func)


def asynccontextmanager(func):
    """Make an asynchronous context manager of an asynchronous generator function."""
    return _maker(_AsyncGeneratorContextManager, func)


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing but hand over `enter_result`."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    async def __aenter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aexit__(self, *excinfo):
        pass


class suppress(AbstractContextManager):
    """Ends its block quietly at one of these exceptions; takes them out of groups."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return None
        if issubclass(exctype, self._exceptions):
            return True
        if issubclass(exctype, BaseExceptionGroup):
            rest = excinst.split(self._exceptions)[1]
            if rest is None:
                return True
            raise rest
        return False


class closing(AbstractContextManager):
    """Calls `thing.close()` at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class _RedirectStream(AbstractContextManager):
    """Puts another file in the place of `sys.<_stream>`; can be entered again inside itself."""

    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def _swap(self, target):
        old = getattr(sys, self._stream)
        setattr(sys, self._stream, target)
        return old

    def __enter__(self):
        self._old_targets.append(self._swap(self._new_target))
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        self._swap(self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends what is printed to another file."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Sends what is written to stderr to another file."""

    _stream = "stderr"


class chdir(AbstractContextManager):
    """Works in another directory; can be entered again inside itself."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os

        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os

        os.chdir(self._old_cwd.pop())


class aclosing(AbstractAsyncContextManager):
    """Awaits `thing.aclose()` at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


def _method_of(manager, name, kind):
    """Look `name` up on the class, as the `with` statement does."""
    cls = type(manager)
    try:
        return getattr(cls, name)
    except AttributeError:
        raise TypeError(
            f"'{cls.__module__}.{cls.__qualname__}' object does not support the {kind} protocol"
        ) from None


class _BaseExitStack:
    """A stack of exits; each entry is (is it synchronous, callable with the exception's details)."""

    def __init__(self):
        self._exit_callbacks = deque()

    def pop_all(self):
        """Hand all exits over to a new stack."""
        new = type(self)()
        new._exit_callbacks, self._exit_callbacks = self._exit_callbacks, deque()
        return new

    def _push(self, exit, is_sync=True):
        self._exit_callbacks.append((is_sync, exit))

    def push(self, exit):
        """Add an object with `__exit__`, or a function with its parameters."""
        method = getattr(type(exit), "__exit__", None)
        self._push(exit if method is None else method.__get__(exit))
        return exit

    def enter_context(self, cm):
        """Enter a context manager, and leave it with the stack."""
        enter = _method_of(cm, "__enter__", "context manager")
        leave = _method_of(cm, "__exit__", "context manager")
        result = enter(cm)
        self._push(leave.__get__(cm))
        return result

    def callback(self, callback, /, *args, **kwds):
        """Add a function to be called without the exception's details."""

        def _exit_wrapper(exc_type, exc, tb):
            callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._push(_exit_wrapper)
        return callback

    @staticmethod
    def _fix_context(new, old, outer):
        """Make the `__context__` of an exception raised by an exit what nested `with` statements would have made."""
        while True:
            context = new.__context__
            if context is None or context is old:
                return
            if context is outer:
                break
            new = context
        new.__context__ = old


class _Unwinding:
    """How far the leaving of a stack has come: the pending exception and whether one was swallowed or raised."""

    def __init__(self, exc):
        self.pending = exc
        self.raised = False
        self.outer = sys.exception()

    def details(self):
        exc = self.pending
        return (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)


class ExitStack(_BaseExitStack, AbstractContextManager):
    """Leaves any number of context managers, the last one first."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        unwinding = _Unwinding(exc)
        while self._exit_callbacks:
            _, callback = self._exit_callbacks.pop()
            try:
                if callback(*unwinding.details()):
                    unwinding.pending, unwinding.raised = None, False
            except BaseException as new:
                self._fix_context(new, unwinding.pending, unwinding.outer)
                unwinding.pending, unwinding.raised = new, True
        if unwinding.raised:
            context = unwinding.pending.__context__
            try:
                raise unwinding.pending
            except BaseException:
                unwinding.pending.__context__ = context
                raise
        return exc is not None and unwinding.pending is None

    def close(self):
        """Leave now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """An ExitStack for asynchronous context managers too."""

    async def enter_async_context(self, cm):
        enter = _method_of(cm, "__aenter__", "asynchronous context manager")
        leave = _method_of(cm, "__aexit__", "asynchronous context manager")
        result = await enter(cm)
        self._push(leave.__get__(cm), False)
        return result

    def push_async_exit(self, exit):
        method = getattr(type(exit), "__aexit__", None)
        self._push(exit if method is None else method.__get__(exit), False)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        async def _exit_wrapper(exc_type, exc, tb):
            await callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._push(_exit_wrapper, False)
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc, tb):
        unwinding = _Unwinding(exc)
        while self._exit_callbacks:
            is_sync, callback = self._exit_callbacks.pop()
            try:
                answer = callback(*unwinding.details())
                if answer if is_sync else await answer:
                    unwinding.pending, unwinding.raised = None, False
            except BaseException as new:
                self._fix_context(new, unwinding.pending, unwinding.outer)
                unwinding.pending, unwinding.raised = new, True
        if unwinding.raised:
            context = unwinding.pending.__context__
            try:
                raise unwinding.pending
            except BaseException:
                unwinding.pending.__context__ = context
                raise
        return exc is not None and unwinding.pending is None

//! Opcodes for generators, coroutines and asynchronous iteration.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::BEFORE_ASYNC_WITH,
        summary: "Enters an asynchronous context manager: calls its `__aenter__`.",
        stack: "( manager -- exit, awaitable )",
        details: "The bound `__aexit__` stays on the stack for the end of the block; what `__aenter__` \
                  returns is awaited next. TypeError if the object has no such methods.",
        example: Some(
            "\
async def f():
    async with lock: pass",
        ),
    },
    Description {
        opcode: Opcode::CLEANUP_THROW,
        summary: "Ends a wait when an exception was thrown into the generator meanwhile.",
        stack: "( iterator, value, exception -- None, result )",
        details: "If the exception is StopIteration, the thing awaited has finished, and its value is \
                  the result; any other exception is raised on. It is the handler of every await and \
                  yield from.",
        example: Some(
            "\
def f(it):
    yield from it",
        ),
    },
    Description {
        opcode: Opcode::END_ASYNC_FOR,
        summary: "Ends an asynchronous loop.",
        stack: "( iterator, exception -- )",
        details: "If the exception is StopAsyncIteration, the loop is over and both values go. Any other \
                  exception is raised on.",
        example: Some(
            "\
async def f():
    async for x in items: pass",
        ),
    },
    Description {
        opcode: Opcode::END_SEND,
        summary: "Drops the iterator that was waited for and keeps its result.",
        stack: "( iterator, result -- result )",
        details: "It stands where SEND jumps to when the iterator is exhausted: the end of every await \
                  and yield from. An exhausted generator has handed over its return value, and there is \
                  nothing left to ask it.",
        example: Some(
            "\
def f(it):
    yield from it",
        ),
    },
    Description {
        opcode: Opcode::GET_AITER,
        summary: "Replaces an asynchronous iterable by an asynchronous iterator.",
        stack: "( iterable -- iterator )",
        details: "Calls `__aiter__`; the result must have `__anext__`. An async for does this once, \
                  before its first round.",
        example: Some(
            "\
async def f():
    async for x in items: pass",
        ),
    },
    Description {
        opcode: Opcode::GET_ANEXT,
        summary: "Asks an asynchronous iterator for its next item.",
        stack: "( iterator -- iterator, awaitable )",
        details: "Calls `__anext__` and makes the result something that SEND can drive. The loop then \
                  awaits it.",
        example: Some(
            "\
async def f():
    async for x in items: pass",
        ),
    },
    Description {
        opcode: Opcode::GET_AWAITABLE,
        summary: "Replaces an awaitable object by the iterator that does the waiting.",
        stack: "( awaitable -- iterator )",
        details: "A coroutine stays as it is, other objects are asked by `__await__`. The argument is \
                  for the error's text: 1 after `__aenter__`, 2 after `__aexit__`, else 0. RuntimeError \
                  if the coroutine is being awaited already.",
        example: Some(
            "\
async def f():
    await g()",
        ),
    },
    Description {
        opcode: Opcode::GET_YIELD_FROM_ITER,
        summary: "Replaces what `yield from` was given by an iterator.",
        stack: "( iterable -- iterator )",
        details: "A generator stays as it is; so does a coroutine, if it may be used here. Anything else \
                  is asked by `__iter__`.",
        example: Some(
            "\
def f(it):
    yield from it",
        ),
    },
    Description {
        opcode: Opcode::RETURN_GENERATOR,
        summary: "Makes the generator or coroutine that the call was for, and returns it.",
        stack: "( -- generator )",
        details: "It takes the frame with it and gives it to the caller's stack. The first thing to be \
                  sent in, None, lands on the frame's own stack when it goes on, which is what the \
                  POP_TOP after it removes.",
        example: Some("def f(): yield"),
    },
    Description {
        opcode: Opcode::SEND,
        summary: "Sends a value into an iterator, or leaves the wait with its result.",
        stack: "( iterator, value -- iterator, yielded )",
        details: "If the iterator yields, the value yielded replaces the one sent and is yielded on. If \
                  it is exhausted, its result is pushed instead and control jumps; the argument counts \
                  code units from the end of the cache. None is sent by next(), other values by send().",
        example: Some(
            "\
def f(it):
    yield from it",
        ),
    },
    Description {
        opcode: Opcode::YIELD_VALUE,
        summary: "Yields the topmost value and sleeps until a value is sent.",
        stack: "( value -- sent )",
        details: "The frame stays as it is until the generator is resumed; what is sent then takes the \
                  value's place. The argument is 1 if it stands in an await or yield from, else 0.",
        example: Some(
            "\
def f():
    yield 1",
        ),
    },
    // Of other releases.
    Description::brief(
        Opcode::YIELD_FROM,
        "Hands every value of another iterator to the caller, until it ends.",
        "( iterator, value -- result )",
        "Up to 3.10, for yield from and await. It is repeated until the iterator ends; since 3.11 SEND and a jump form that loop.",
    ),
    Description::brief(
        Opcode::GEN_START,
        "Starts a generator or coroutine.",
        "( None -- )",
        "Only in 3.10. The first value that is sent in must be None, and is dropped here.",
    ),
    Description::brief(
        Opcode::ASYNC_GEN_WRAP,
        "Wraps a value that an asynchronous generator yields.",
        "( value -- wrapped )",
        "Only in 3.11. It tells a yielded value from one that is passed on by await; since 3.12 it is an intrinsic function.",
    ),
];

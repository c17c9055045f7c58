"""Gives Home Assistant 0.100.3 (October 2019, Python 3.7) the names that Python 3.11 and Jinja2 3.1 removed.

Home Assistant's own source stays as released.
"""

import asyncio
import collections
import collections.abc
import types

import jinja2

for name in collections.abc.__all__:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

asyncio.coroutine = types.coroutine
jinja2.contextfilter = jinja2.contextfunction = jinja2.pass_context

wait_for_all = asyncio.wait


async def wait(awaitables, *, loop=None, **options):
    """Python 3.11 takes neither coroutines nor `loop` here."""
    return await wait_for_all([asyncio.ensure_future(each) for each in awaitables], **options)


asyncio.wait = asyncio.tasks.wait = wait


def accepting_loop(base):
    """Python 3.10 removed the `loop` argument of these classes."""

    class AcceptingLoop(base):
        def __init__(self, *args, loop=None, **options):
            super().__init__(*args, **options)

    AcceptingLoop.__name__ = base.__name__
    return AcceptingLoop


for name in ("Queue", "Semaphore", "BoundedSemaphore", "Lock", "Event", "Condition"):
    setattr(asyncio, name, accepting_loop(getattr(asyncio, name)))

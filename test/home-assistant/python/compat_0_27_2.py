"""Gives Home Assistant 0.27.2 (August 2016, Python 3.4) the names that Python 3.11 and MarkupSafe 2.1 removed.

Home Assistant's own source stays as released.
"""

import asyncio
import base64
import cgi
import collections
import collections.abc
import html
import inspect
import re
import threading
import time
import types

import markupsafe

for name in collections.abc.__all__:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")


def getargspec(function):
    spec = inspect.getfullargspec(function)
    return ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)


inspect.getargspec = getargspec
asyncio.coroutine = types.coroutine
cgi.escape = html.escape
time.clock = time.perf_counter
base64.decodestring = base64.decodebytes
base64.encodestring = base64.encodebytes
threading.Thread.isAlive = threading.Thread.is_alive
markupsafe.soft_unicode = markupsafe.soft_str

# Werkzeug and Jinja of 2016 write global flags such as (?x) in the middle of a pattern; Python 3.11 wants them first.
compile_pattern = re.compile
inline_flags = compile_pattern(r"\(\?([aiLmsux]+)\)")


def compile_with_inline_flags(pattern, flags=0):
    try:
        return compile_pattern(pattern, flags)
    except re.error as error:
        if "global flags" not in str(error):
            raise
    for match in inline_flags.finditer(pattern):
        for letter in match.group(1):
            flags |= getattr(re, letter.upper())
    return compile_pattern(inline_flags.sub("", pattern), flags)


re.compile = compile_with_inline_flags

"""Runs Home Assistant inside this process and ends with the process that started it.

usage: launch.py COMPAT_FILE_OR_DASH [arguments of `python -m homeassistant`]

COMPAT_FILE is a Python file that is run first; it gives an old Home Assistant what newer Pythons removed.
Standard input must be a pipe that the starting process holds open and never writes to. It reads as ended when
that process is gone, however it went, and then this one goes too.
"""

import os
import runpy
import sys
import threading


def end_with_parent():
    while os.read(0, 4096):
        pass
    os._exit(70)


threading.Thread(target=end_with_parent, daemon=True).start()
compat = sys.argv[1]
sys.argv[:2] = ["homeassistant"]
if compat != "-":
    runpy.run_path(compat)
runpy.run_module("homeassistant", run_name="__main__", alter_sys=True)

"""Stands in for a server: says that it runs, then waits for ever."""

import time

print("waiting", flush=True)
time.sleep(3600)

"""What most people would write in Python: the packages sseclient and requests."""

import json
import resource
import sys
import time

from sseclient import SSEClient


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


url, total, warm_up = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
events = 0
for message in SSEClient(url):
    if message.data == "ping":
        continue
    json.loads(message.data)
    events += 1
    if events == warm_up:
        started, cpu_at_start = time.monotonic(), cpu_seconds()
    if events == total:
        break
print(
    json.dumps(
        {
            "events": events - warm_up,
            "seconds": time.monotonic() - started,
            "cpuSeconds": cpu_seconds() - cpu_at_start,
        }
    )
)

"""Many people at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor


def at_once(work, arguments):
    """Do the same in one thread for each of `arguments`, all released together; the answers."""
    gate = threading.Barrier(len(arguments))

    def run(argument):
        gate.wait()
        return work(argument)

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))

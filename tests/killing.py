"""Kills a process in the middle of its run, however fast the machine is at that moment."""

import subprocess
import time
from typing import Any


def kill_after(process: subprocess.Popen[Any], seconds: float) -> float | None:
    """None once it was killed; the seconds that it took when it had ended before that by itself."""
    began = time.monotonic()
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=60)
        return None
    return time.monotonic() - began

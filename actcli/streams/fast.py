"""orjson, imported while Ctrl-C waits: interrupted in its first moment, it ends in a segfault."""

import signal

# Windows has no signal masks.
_can_wait = hasattr(signal, "pthread_sigmask")
if _can_wait:
    _before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
try:
    import orjson
finally:
    if _can_wait:
        signal.pthread_sigmask(signal.SIG_SETMASK, _before)

__all__ = ["orjson"]

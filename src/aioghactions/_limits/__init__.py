"""Rate limits of one token at one host.

Only ``limiter`` awaits. In the other modules, ``now`` (seconds since the epoch),
``monotonic`` and ``jitter`` (in [0, 1)) are arguments.
"""

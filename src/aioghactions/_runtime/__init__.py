"""The only package that awaits the network or sleeps.

1. Time and chance come from the injected clock alone.
2. Structured concurrency: no task outlives the block that started it.
3. Every await may be cancelled; nothing is held afterwards.
4. What to do is decided in ``_policy``; here it is done.
"""

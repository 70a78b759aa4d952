"""Rate limits of one token at one host.

Everything but ``limiter`` decides: ``now`` (seconds since the epoch), ``monotonic`` and
``jitter`` (in [0, 1)) are arguments, and state changes in named methods only.
"""

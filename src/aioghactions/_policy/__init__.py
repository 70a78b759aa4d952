"""Every decision of the road of one call.

1. Nothing here awaits, sleeps, reads a clock or rolls a die: ``now`` (seconds since
   the epoch), ``monotonic`` and ``jitter`` (in [0, 1)) are arguments.
2. Nothing here knows aiohttp. A response is a value; header names are lower case.
3. What a server says is hostile until read: a function that reads it returns a
   value or raises an error of this library, in time linear in what it read.
4. A state machine changes in named methods only, never on being asked.
5. No message holds a token, a query string or a control character.
"""

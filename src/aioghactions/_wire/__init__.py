"""Value types that generated and hand-written code share.

1. No I/O, no clock, no chance: everything here is a value or a pure function.
2. What arrives from outside is never trusted; what leaves is checked first.
"""

"""Many logs or artifacts at once: verbs of the handles that the API lacks.

1. Each gives a :class:`~aioghactions.FanOut`: inside ``async with``, its outcomes come
   as they finish, one for each item, ``Done`` with a path or ``Failed`` with an error.
2. One that fails does not stop the others. Leaving the block stops all of them, and
   no half file is left.
3. At most ``limit`` run at once, within the limits that the client keeps anyway.
4. Names from outside never become paths by themselves.
"""

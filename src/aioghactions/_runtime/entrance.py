"""What is entered by ``async with`` says so where ``with`` is written."""

from typing import TYPE_CHECKING, NoReturn


class AsyncEntrance:
    """Refuses ``with``, and says what to write instead.

    Python's own sentence ("does not support the context manager protocol") helps
    only those who know the other protocol.
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # type checkers refuse it by themselves

        def __enter__(self) -> NoReturn:
            """Refuse."""
            raise TypeError(
                f"{type(self).__name__} is asynchronous: write `async with`, "
                "inside an `async def`"
            )

        __exit__ = __enter__  # Python looks for both before it calls one

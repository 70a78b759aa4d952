"""What holds a secret, and keeps it when it is taken apart."""

from typing import NoReturn


class Unpicklable:
    """Holds a token, a key or a password, here or further in.

    It is neither pickled nor copied. Its classes are no attrs classes: whatever
    holds one, ``attrs.asdict`` shows what it is and not what is in it.
    """

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        """Refuse: what is written down is read by others.

        Raises:
            TypeError: Always.
        """
        raise TypeError(
            "what holds a token is not pickled or copied: make one in each process"
        )

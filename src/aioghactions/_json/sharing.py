"""Share the objects that answers repeat.

Every run of a page carries its repository twice and two users; they are nearly
always the same. Looking at the raw object is cheaper than making another model
of it, and one model in memory is cheaper than two hundred.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

ModelT = TypeVar("ModelT")

# Enough for the people and repositories of the answers under way. Remembering 1,024
# held 4 kB more a run where nothing repeats and took a third more time, for nothing;
# 128 still held 0.4 kB more and took a tenth more.
LIMIT: Final = 32


class Memo(dict[str, dict[Any, tuple[Any, Any]]]):
    """What a client has read lately, by model name and id; bounded.

    Each entry is the raw object with the model made of it. The oldest entry of
    a model leaves when ``limit`` is reached.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        super().__init__()
        self.limit = limit

    def __missing__(self, model: str) -> dict[Any, tuple[Any, Any]]:
        return self.setdefault(model, {})

    def __repr__(self) -> str:
        held = ", ".join(f"{model}: {len(seen)}" for model, seen in self.items())
        return f"<Memo {held or 'empty'}>"


def new_memo(limit: int = LIMIT) -> Memo:
    """Return an empty memo; a client has one."""
    return Memo(limit)


def shared(
    model: str,
) -> Callable[[Callable[[Any, Memo], ModelT]], Callable[[Any, Memo], ModelT]]:
    """Make a structuring function give equal objects of one id the same instance.

    Exact, because the whole raw object is compared, and safe, because models
    are frozen. (To Python 1 and True are equal; no member of GitHub's is both.)
    """

    def decorate(
        structure: Callable[[Any, Memo], ModelT],
    ) -> Callable[[Any, Memo], ModelT]:
        @wraps(structure)
        def recall(data: Any, memo: Memo) -> ModelT:
            seen = memo[model]
            key = data.get("id")
            known = seen.get(key)
            if known is not None and known[0] == data:
                same: ModelT = known[1]
                return same
            made = structure(data, memo)
            if len(seen) >= memo.limit:
                del seen[next(iter(seen))]
            seen[key] = data, made
            return made

        return recall

    return decorate

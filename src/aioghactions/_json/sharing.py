"""Share the objects that responses repeat.

Every run of a page contains its repository twice and two users; they are nearly
always the same. Comparing the parsed object is cheaper than making another model of
it, and one model in memory is cheaper than two hundred.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeAlias, TypeVar

ModelT = TypeVar("ModelT")

# Enough for the people and repositories of the responses in progress. 1,024 held 4 kB
# more a run where nothing repeats and took a third more time; 128 held 0.4 kB more and
# took a tenth more.
LIMIT: Final = 32


class SharedObjects(dict[str, dict[Any, tuple[Any, Any]]]):
    """The objects read last, by model name and id.

    Each entry is the parsed object and its model. The oldest entry of a model is
    dropped when ``limit`` is reached.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        super().__init__()
        self.limit = limit

    def __missing__(self, model: str) -> dict[Any, tuple[Any, Any]]:
        return self.setdefault(model, {})

    def __repr__(self) -> str:
        held = ", ".join(f"{model}: {len(seen)}" for model, seen in self.items())
        return f"<SharedObjects {held or 'empty'}>"


Structurer: TypeAlias = Callable[[Any, SharedObjects], ModelT]


def share_equal(model: str) -> Callable[[Structurer[ModelT]], Structurer[ModelT]]:
    """Let a structuring function return one instance for equal objects of one id.

    Exact, because the whole parsed object is compared, and safe, because models are
    frozen. (To Python 1 and True are equal; no member of GitHub's is both.)
    """

    def decorate(structure: Structurer[ModelT]) -> Structurer[ModelT]:
        @wraps(structure)
        def recall(data: Any, shared: SharedObjects) -> ModelT:
            seen = shared[model]
            key = data.get("id")
            known = seen.get(key)
            if known is not None and known[0] == data:
                same: ModelT = known[1]
                return same
            made = structure(data, shared)
            if len(seen) >= shared.limit:
                del seen[next(iter(seen))]
            seen[key] = data, made
            return made

        return recall

    return decorate

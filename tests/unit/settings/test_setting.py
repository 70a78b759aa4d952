import pytest

from aioghactions.settings import Pace, Patience

WHOLE = [(Patience, "attempts"), (Patience, "limit_answers"), (Pace, "concurrency")]
WHOLE += [(Pace, f"{what}_per_minute") for what in ("points", "content")]
WHOLE += [(Pace, "content_per_hour")]
NUMBERS = [(Patience, f"{what}_timeout") for what in ("connect", "read", "attempt")]
NUMBERS += [(Patience, f"{what}_delay") for what in ("first", "longest")]
NUMBERS += [(Patience, "longest_limit_wait"), (Patience, "deadline")]
NUMBERS += [(Pace, "write_interval"), (Pace, "release")]


@pytest.mark.parametrize("value", ["5", b"5", 5.0, True, [5]], ids=repr)
@pytest.mark.parametrize(("settings", "name"), WHOLE)
def test_a_count_is_a_whole_number(settings: type, name: str, value: object):
    """A12: a setting of another kind is named, such as a text of the environment."""
    settings(**{name: 5})
    told = f"^{name} must be a whole number, not {type(value).__name__}$"
    with pytest.raises(TypeError, match=told):
        settings(**{name: value})


@pytest.mark.parametrize("value", ["5", b"5", True, [5], 5j], ids=repr)
@pytest.mark.parametrize(("settings", "name"), NUMBERS)
def test_a_time_is_a_number(settings: type, name: str, value: object):
    """A12: whole or not, of seconds."""
    assert settings(**{name: 5}) == settings(**{name: 5.0})
    told = f"^{name} must be a number, not {type(value).__name__}$"
    with pytest.raises(TypeError, match=told):
        settings(**{name: value})

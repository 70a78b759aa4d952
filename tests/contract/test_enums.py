"""Every enum value that GitHub has published or sent is known.

``tests/fixtures/enum_values.json`` has names and values only: by member, those of the
newest descriptions (of servers and of webhooks) and of recorded webhook payloads. A
value that is missing here would still be read, but ``is_known`` would be false.
"""

import json
import typing
from pathlib import Path
from typing import Any

import pytest

from aioghactions import models
from aioghactions._json.model_support import OpenStrEnum

FIXTURE = Path(__file__).parents[1] / "fixtures" / "enum_values.json"
PUBLISHED: dict[str, dict[str, list[str]]] = json.loads(FIXTURE.read_text("utf-8"))


def enum_of(place: str) -> type[OpenStrEnum]:
    """Return the enum of ``JobStep.status``, or the enum of that name."""
    owner, _, member = place.partition(".")
    kind: Any = getattr(models, owner)
    if not member:
        assert issubclass(kind, OpenStrEnum)
        return kind
    hint = typing.get_type_hints(kind)[member]
    [enum] = [a for a in typing.get_args(hint) if a is not type(None)]
    assert issubclass(enum, OpenStrEnum)
    return enum


@pytest.mark.parametrize("place", PUBLISHED)
def test_published_and_recorded_values_are_known(place):
    """F15: such as a step that is `pending`."""
    enum = enum_of(place)
    for source, values in PUBLISHED[place].items():
        unknown = [value for value in values if not enum(value).is_known]
        assert unknown == [], source


def test_every_enum_of_models_has_published_values():
    """Except for arguments, and the status of a security feature: `make drift` does."""
    compared = {enum_of(place).__name__ for place in PUBLISHED}
    every = {
        name
        for name in models.__all__
        if isinstance(kind := getattr(models, name), type)
        and issubclass(kind, OpenStrEnum)
    }
    assert sorted(every - compared) == [
        "AnnotationLevel",
        "ArchiveFormat",
        "BranchPolicyType",
        "CacheSort",
        "CheckRunFilter",
        "ConcurrencyStatus",
        "DeliveryOutcome",
        "JobFilter",
        "OrganizationRepositoryType",
        "ProtectionRuleType",
        "RepositorySort",
        "ReviewDecision",
        "RunnerStatus",
        "SecurityFeatureStatus",
        "SortDirection",
        "UserRepositoryType",
        "VisibilityFilter",
    ]

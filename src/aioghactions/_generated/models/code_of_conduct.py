# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``CodeOfConduct``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class CodeOfConduct:
    """The code of conduct of a repository."""

    key: str
    """Short name, such as ``contributor_covenant``."""

    name: str
    """Full name."""

    url: str
    """API URL of the code of conduct."""

    body: str | None = None
    """Full text."""

    html_url: str | None
    """Web page of the file."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(CodeOfConduct)
_Draft: Final = writable(CodeOfConduct)


def structure_code_of_conduct(data: Any, memo: Memo) -> CodeOfConduct:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.key = data["key"]
    draft.name = data["name"]
    draft.url = data["url"]
    draft.body = data.get("body")
    draft.html_url = data["html_url"]
    draft.extra = (
        EMPTY if len(data) == 4 + ("body" in data) else unknown(data, _MEMBERS)
    )
    draft.__class__ = CodeOfConduct
    model: CodeOfConduct = draft
    return model

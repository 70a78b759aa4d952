import copy
import re
from pathlib import PurePosixPath

import pytest

from codegen import check

THING = PurePosixPath("models/thing.py")
COLOR = PurePosixPath("models/color.py")
TABLE = PurePosixPath("operations/table.py")
CALLS = PurePosixPath("operations/repo_things.py")
HANDLE = PurePosixPath("resources/repo_things.py")


def test_sample_is_rendered_completely(sample, rendered):
    """Every operation, parameter, response, schema and member."""
    assert check.losses(sample, rendered) == []


@pytest.mark.parametrize(
    "change",
    [
        (THING, "class Thing(", "class Thong(", "schema Thing: no class"),
        (THING, "    from_: str", "    von: str", "schema Thing: from_ did not"),
        (THING, "draft.notes = ", "notes = ", "structuring of Thing: notes did not"),
        (COLOR, '"dark-red"', '"dark"', "enum Color: dark-red did not come out"),
        (TABLE, 'id="get-thing"', 'id="got"', "operation get-thing: no row"),
        (TABLE, "refusals=(404,),", "", "responses of get-thing: 404 did not"),
        (
            TABLE,
            'answers={200: Returns("Thing"), 204: Returns()}',
            'answers={200: Returns("Thing")}',
            "responses of dispatch-thing: 204 did not come out",
        ),
        (CALLS, "def get_thing(", "def got_thing(", "function of get-thing: owner, "),
        (CALLS, "    color: Colo", "    c: Colo", "function of list-things: color did"),
        (CALLS, "name=name,", "", "function of create-thing: name did not"),
        (HANDLE, "def dispatch(", "def start(", "method of dispatch-thing: self"),
        (HANDLE, "ref=ref", "ref=0", "method of dispatch-thing: ref did not"),
        (HANDLE, "class RepoThings(", "class RepoThongs(", "method of list-things: "),
    ],
)
def test_missing_part_is_named(sample, rendered, change):
    """The check reads the generated code."""
    path, old, new, loss = change
    assert old in rendered[path]
    files = {**rendered, path: rendered[path].replace(old, new)}
    assert re.search(loss, "\n".join(check.losses(sample, files)))


@pytest.mark.parametrize(
    ("path", "loss"),
    [
        (THING, "schema Thing: no class came out"),
        (TABLE, "operation get-thing: no row in the table came out"),
        (CALLS, "function of get-thing: owner, repo, thing_id did not come out"),
        (HANDLE, "method of get-thing: self, thing_id did not come out"),
    ],
)
def test_missing_module_is_named(sample, rendered, path, loss):
    """Each schema and operation of the missing file."""
    files = copy.copy(rendered)
    del files[path]
    assert loss in check.losses(sample, files)

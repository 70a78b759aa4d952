from io import BytesIO
from zipfile import ZipFile

import pytest

from codegen.drift import python_models
from codegen.drift.compare import compare
from codegen.drift.description import Description
from codegen.drift.fetch import GITHUBKIT, FetchError, archive
from tests.contract.test_drift import fragment

REST = '''
class ActionsClient:
    @overload
    def start(self, id: int, *, data: RunsPostBodyType) -> Response: ...

    def start(
        self,
        *,
        order_: Missing[Literal["desc", "asc"]] = UNSET,
        data: Missing[RunsPostBodyType] = UNSET,
        headers: Mapping[str, str] | None = None,
        **kwargs,
    ) -> Response[Run, RunTypeForResponse]:
        """actions/start

        POST /runs/{id}

        Start a run.
        """

        from ..models import BasicError, Run, RunsPostBody

        url = "/runs/{id}"

        params = {"order": order_}

        json = type_validate_python(RunsPostBody, json)

        return self._github.request(
            "POST",
            url,
            params=exclude_unset(parse_query_params(params)),
            json=exclude_unset(json),
            response_model=Run,
            error_models={"404": BasicError},
        )

    async def async_start(self) -> Response:
        """actions/start

        POST /runs/{id}
        """

    def helper(self) -> None:
        """Do nothing for an operation."""
'''
MODELS = '''
class RunsPostBody(GitHubModel):
    """RunsPostBody"""

    ref: str = Field()
    debug: Missing[bool] = Field(default=UNSET)
    new: Missing[str] = Field(default=UNSET)


class Run(GitHubModel):
    """Run"""

    id_: int = Field(alias="id", description="Its id.")
    at: Missing[Union[_dt.datetime, None]] = Field(default=UNSET)
    parent: Missing[None | Run] = Field(default=UNSET)
    labels: Missing[Annotated[list[str], Field(max_length=9)]] = Field(default=UNSET)


class BasicError(GitHubModel):
    """BasicError"""

    message: Missing[str] = Field(default=UNSET)


model_rebuild(Run)
'''


def differences(rest=REST, models=MODELS):
    """Return the differences of the code of a package."""
    file = BytesIO()
    with ZipFile(file, "w") as wheel:
        wheel.writestr("schemas/v1/rest/__init__.py", "from .actions import *")
        wheel.writestr("schemas/v1/rest/actions.py", rest)
        wheel.writestr("schemas/v1/models/group_0000.py", models)
        wheel.writestr("schemas/v1/types/group_0000.py", "class Run(TypedDict): ...")
        ours = Description("ours", fragment())
        theirs = python_models.description("github.com", wheel, ours)
    return [str(one) for one in compare(ours, theirs)]


def test_equal_code_has_no_difference():
    """Defaults, headers, statuses and limits are not in the code."""
    assert differences() == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("/runs/{id}\n", "/walks\n", "start: operation is True here, False there"),
        ('"order": order_', "", "start/query/order: parameter is True here, False"),
        ('"asc"]', '"asc", "no"]', "start/query/order: enum is ('asc', 'desc') here"),
        (
            'Missing[Literal["desc", "asc"]] = UNSET',
            'Literal["desc", "asc"]',
            "start/query/order: required is False here, True there",
        ),
        ("response_model=Run,", "response_model=list[Run],", "start/200: types is"),
    ],
)
def test_change_of_an_operation_is_reported(old, new, found):
    """Its path, parameters and model."""
    assert old in REST
    assert found in "\n".join(differences(rest=REST.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("ref: str", "ref: Missing[str]", "StartRequest/ref: required is True here"),
        ("debug: Missing[bool]", "debug: bool", "StartRequest/debug: required is Fals"),
        ("    new:", "    old:", "StartRequest/new: member is True here, False there"),
        ("id_: int", "id_: float", "Run/id: types is ('integer',) here, ('number',)"),
        ('alias="id"', 'alias="number"', "Run/number: member is False here, True"),
        ("_dt.datetime", "str", "Run/at: format is 'date-time' here, None there"),
        ("Union[_dt.datetime, None]", "_dt.datetime", "Run/at: nullable is True here"),
        ("None | Run", "Run", "Run/parent: nullable is True here, False there"),
        ("list[str]", "list[int]", "Run/labels/items: types is ('string',) here"),
        ("Annotated[list[str]", "Annotated[dict[str, Any]", "Run/labels: types is"),
        (
            "labels: ",
            "extra: Missing[Any] = Field()\n    labels: ",
            "Run/extra: member",
        ),
    ],
)
def test_change_of_a_model_is_reported(old, new, found):
    """Members, and whether they are required, nullable or of another type."""
    assert old in MODELS
    assert found in "\n".join(differences(models=MODELS.replace(old, new)))


def test_unknown_type_raises():
    """Rather than comparing less than before."""
    models = MODELS.replace("id_: int", "id_: 3")
    with pytest.raises(ValueError, match="3 is not a type"):
        differences(models=models)


def test_failing_pip_raises_with_its_output(tmp_path, monkeypatch):
    """The error names the package; pip has no index here."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(FetchError, match=r"pip cannot fetch githubkit-schemas-2022"):
        archive(GITHUBKIT[0], tmp_path)


def test_wheels_are_pinned():
    """Their files have the version and a checksum."""
    for package in GITHUBKIT:
        assert package.version in package.file
        assert len(package.sha256) == 64

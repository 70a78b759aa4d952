import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from codegen import tree
from codegen.bundle import FragmentError
from codegen.load import Fragment
from codegen.parse import PINS, check_pins, parse
from codegen.render import Files

ROOT = Path(__file__).parents[3]
SAMPLE = Path(__file__).parent / "sample.yaml"


def generate(*options: str | Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the command on the sample."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "codegen", "--fragment", SAMPLE, *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def target(tmp_path: Path, rendered: Files, pristine: Fragment) -> Path:
    """Return a folder with the generated package of the sample."""
    root = PurePosixPath("__init__.py")
    text = rendered[root].replace("0" * 64, pristine.sha256)
    tree.write(tmp_path, {**rendered, root: text})
    return tmp_path


def test_check_of_an_up_to_date_package_passes(target):
    """--check exits 0 if nothing would change."""
    done = generate("--target", target, "--check")
    assert (done.returncode, done.stdout) == (0, "22 files are up to date\n")


def test_check_prints_a_diff_and_fails(target):
    """--check exits 1 with a unified diff and changes no file."""
    model = target / "models" / "thing.py"
    changed = model.read_text().replace("class Thing(", "class Thong(")
    model.write_text(changed)
    done = generate("--target", target, "--check")
    assert done.returncode == 1
    assert "models/thing.py (should be)" in done.stdout
    assert "-class Thong(" in done.stdout
    assert "+class Thing(" in done.stdout
    assert model.read_text() == changed


@pytest.mark.parametrize("change", ["missing", "stale"])
def test_check_finds_a_missing_and_a_stale_module(target, change):
    """--check exits 1 if a module is missing or superfluous."""
    if change == "missing":
        (target / "models" / "thing.py").unlink()
    else:
        (target / "models" / "thong.py").write_text("x = 1\n")
    assert generate("--target", target, "--check").returncode == 1


def test_superfluous_modules_are_removed(target):
    """As after a schema was removed from the fragment."""
    stale = target / "models" / "thong.py"
    stale.write_text("x = 1\n")
    assert generate("--target", target).stdout == "1 of 22 files changed\n"
    assert not stale.exists()


def test_output_is_the_same_for_any_hash_seed(tmp_path):
    """S16: the output does not depend on the order of sets."""
    for seed in ("1", "2"):
        assert generate("--target", tmp_path / seed, seed=seed).returncode == 0
    assert tree.read(tmp_path / "1") == tree.read(tmp_path / "2")


def test_fragment_with_problems_is_not_generated(tmp_path):
    """The problems are printed, and nothing is written."""
    fragment = tmp_path / "fragment.yaml"
    fragment.write_text(SAMPLE.read_text().replace("operationId: list", "operation: l"))
    done = generate("--fragment", fragment, "--target", tmp_path / "out")
    assert done.returncode == 1
    assert "'operationId' is missing" in done.stderr
    assert not (tmp_path / "out").exists()


def test_hash_of_the_fragment_is_in_the_output(rendered):
    """S16: the package names the fragment it was generated from."""
    assert '"0000000' in rendered[PurePosixPath("__init__.py")]


def test_path_outside_the_package_raises(tmp_path):
    """S16: nothing is written outside its folder."""
    (tmp_path / "inner").mkdir()
    for path in ("../x.py", "/etc/x.py", "models/../../x.py"):
        with pytest.raises(FragmentError, match="outside"):
            tree.inside(tmp_path / "inner", PurePosixPath(path))
    assert list(tmp_path.iterdir()) == [tmp_path / "inner"]


def test_invalid_python_raises():
    """The formatter parses the rendered code."""
    with pytest.raises(FragmentError, match="not valid Python"):
        tree.formatted({PurePosixPath("x.py"): "def ("})


def test_other_versions_than_the_pinned_ones_raise(monkeypatch):
    """The interface of the parser and the output of the formatter are not stable."""
    check_pins()
    monkeypatch.setitem(PINS, "ruff", "0.0.1")
    with pytest.raises(FragmentError, match=r"ruff .* is installed, 0.0.1 is needed"):
        check_pins()


def test_pins_match_the_requirements():
    """The code checks the versions that the requirements install."""
    requirements = (ROOT / "codegen" / "requirements.in").read_text()
    assert all(f"{name}=={pin}" in requirements for name, pin in PINS.items())


def test_output_passes_ruff(rendered, tmp_path):
    """No undefined or unused names, and sorted imports."""
    tree.write(tmp_path, rendered)
    done = subprocess.run(  # noqa: S603  # the pinned ruff
        [
            *(sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache"),
            *("--select=E9,F,I,UP,W", "--target-version=py311"),
            *("--config", 'lint.isort.known-first-party=["aioghactions"]'),
            tmp_path,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_warning_of_the_parser_raises(sample):
    """A warning means that the parser ignores something."""
    sample["components"]["schemas"]["Thing"]["properties"]["id"] = {"type": "array"}
    with pytest.raises(FragmentError, match="Thing"):
        parse(sample)
    with pytest.raises(FragmentError, match="OpenAPI"):
        parse({"openapi": "3.1.0"})


def test_rendering_twice_gives_the_same_output(pristine, rendered, render):
    """Neither the parser nor the plans keep state."""
    assert tree.formatted(render(pristine.document)) == rendered


def test_a_list_of_arrays_has_a_pager_without_its_page(rendered):
    """Without path parameters, and with a cursor in place of page numbers."""

    def words(module):
        return " ".join(rendered[PurePosixPath(module)].split())

    user = words("resources/user.py")
    assert "class User(ClientResource):" in user
    assert "def things(self, *, per_page: int = 100) -> Pager[Thing]:" in user
    assert "operations.list_things_of_user(per_page=per_page)" in user
    hook = words("resources/org_hooks_things.py")
    assert "class OrgHooksThings(OrgHooksResource):" in hook
    assert "def list(self, *, per_page: int = 100) -> Pager[Thing]:" in hook
    assert "list_things_of_hook(self.org, self.hook_id, per_page=per_page)" in hook
    calls = words("operations/org_hooks_things.py")
    assert "cursor: str | None = None ) -> Call[tuple[Thing, ...]]:" in calls
    assert "``Org.hooks.things.list``. ``cursor`` is from a link" in calls
    assert words("operations/table.py").count('items="",') == 2

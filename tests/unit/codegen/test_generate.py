import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from codegen import tree
from codegen.load import Fragment, FragmentError
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
    """Return a folder with the package that the sample makes."""
    root = PurePosixPath("__init__.py")
    text = rendered[root].replace("0" * 64, pristine.sha256)
    tree.write(tmp_path, {**rendered, root: text})
    return tmp_path


def test_check_is_content_with_what_was_just_written(target):
    """--check exits 0 where nothing would change."""
    done = generate("--target", target, "--check")
    assert (done.returncode, done.stdout) == (0, "18 files are up to date\n")


def test_check_shows_a_changed_line_as_a_diff_and_fails(target):
    """--check exits 1 with a unified diff, and changes nothing."""
    model = target / "models" / "thing.py"
    changed = model.read_text().replace("class Thing:", "class Thong:")
    model.write_text(changed)
    done = generate("--target", target, "--check")
    assert done.returncode == 1
    assert "models/thing.py (should be)" in done.stdout
    assert "-class Thong:" in done.stdout
    assert "+class Thing:" in done.stdout
    assert model.read_text() == changed


@pytest.mark.parametrize("change", ["missing", "stale"])
def test_check_finds_a_missing_and_a_stale_module(target, change):
    """--check exits 1 if a module is not there, or should not be."""
    if change == "missing":
        (target / "models" / "thing.py").unlink()
    else:
        (target / "models" / "thong.py").write_text("x = 1\n")
    assert generate("--target", target, "--check").returncode == 1


def test_writing_removes_modules_that_no_longer_come_out(target):
    """A schema that is gone leaves no module behind."""
    stale = target / "models" / "thong.py"
    stale.write_text("x = 1\n")
    assert generate("--target", target).stdout == "1 of 18 files changed\n"
    assert not stale.exists()


def test_the_bytes_are_the_same_for_any_hash_seed(tmp_path):
    """S16: the output does not depend on the order of sets."""
    for seed in ("1", "2"):
        assert generate("--target", tmp_path / seed, seed=seed).returncode == 0
    assert tree.read(tmp_path / "1") == tree.read(tmp_path / "2")


def test_a_fragment_with_problems_stops_the_command(tmp_path):
    """What lint finds is printed, and nothing is written."""
    fragment = tmp_path / "fragment.yaml"
    fragment.write_text(SAMPLE.read_text().replace("operationId: list", "operation: l"))
    done = generate("--fragment", fragment, "--target", tmp_path / "out")
    assert done.returncode == 1
    assert "'operationId' is missing" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_hash_of_the_fragment_is_recorded(rendered):
    """S16: the package says which fragment it was made of."""
    assert '"0000000' in rendered[PurePosixPath("__init__.py")]


def test_nothing_outside_of_the_package_is_written(tmp_path):
    """S16: a path that leaves its folder is refused."""
    (tmp_path / "inner").mkdir()
    for path in ("../x.py", "/etc/x.py", "models/../../x.py"):
        with pytest.raises(FragmentError, match="outside"):
            tree.inside(tmp_path / "inner", PurePosixPath(path))
    assert list(tmp_path.iterdir()) == [tmp_path / "inner"]


def test_what_is_no_python_is_not_written():
    """The formatter is the first to read what was rendered."""
    with pytest.raises(FragmentError, match="not valid Python"):
        tree.formatted({PurePosixPath("x.py"): "def ("})


def test_the_pinned_versions_are_installed_and_others_are_refused(monkeypatch):
    """Neither the parser's interface nor the formatter's output is stable."""
    check_pins()
    monkeypatch.setitem(PINS, "ruff", "0.0.1")
    with pytest.raises(FragmentError, match=r"ruff .* is installed, 0.0.1 is needed"):
        check_pins()


def test_pins_are_those_of_the_requirements():
    """What the code asserts is what the lock file installs."""
    wanted = (ROOT / "codegen" / "requirements.in").read_text()
    assert all(f"{name}=={pin}" in wanted for name, pin in PINS.items())


def test_the_output_is_formatted_and_its_imports_are_sorted(rendered, tmp_path):
    """No name is missing, none unused, and imports stand in isort's order."""
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


def test_what_the_parser_warns_about_is_an_error(sample):
    """A warning of the parser means that something would be lost."""
    sample["components"]["schemas"]["Thing"]["properties"]["id"] = {"type": "array"}
    with pytest.raises(FragmentError, match="Thing"):
        parse(sample)
    with pytest.raises(FragmentError, match="OpenAPI"):
        parse({"openapi": "3.1.0"})


def test_rendering_twice_in_one_process_gives_the_same(pristine, rendered, render):
    """Neither parser nor plans keep anything between two runs."""
    assert tree.formatted(render(pristine.document)) == rendered

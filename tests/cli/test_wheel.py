"""The built wheel, installed into an empty environment and run from an empty folder, has all that it needs with it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's `credlint` command; its dependencies are this environment's, so that nothing is downloaded twice."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False)
    (library,) = (folder / "env").glob("lib/python*/site-packages")
    target = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(library), str(wheel)]
    subprocess.run(target, check=True, capture_output=True, timeout=300)
    (here,) = (Path(path) for path in sys.path if (Path(path) / "mistune").is_dir())
    # Beside ours, not before: the editable credlint of this environment must not be what answers.
    (library / "dependencies.pth").write_text(f"{here}\n")
    return folder / "env" / "bin" / "python"


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CREDLINT_CACHE_DIR": str(folder / "cache")}
    command = [str(python), "-I", "-m", "credlint", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_wheel_has_catalog_and_schemas_with_it(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [str(installed), "-I", "-c", "import credlint; print(credlint.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed.parents[1]) in where.stdout
    found = run(installed, tmp_path, "catalog", "find", "AWS Cloud Practitioner")
    assert found.stdout.startswith("aws/cloud-practitioner"), found.stderr
    (tmp_path / "a.md").write_text(
        "---\ntitle: x\ntitle: y\n---\n\nThe AWS Certified Cloud Practitioner exam costs $1.\n"
    )
    checked = run(installed, tmp_path, "check", "--as-of", "2026-06-15", "--format", "json")
    assert '"rule": "cost-mismatch"' in checked.stdout, checked.stderr
    assert run(installed, tmp_path, "explain", "cost-mismatch").returncode == 0
    bundled = {path.name for path in installed.parents[1].rglob("_bundled/schemas/*.json")}
    assert bundled == {path.name for path in (ROOT / "schemas").glob("*.json")}

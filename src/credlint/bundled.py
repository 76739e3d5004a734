"""Where the schemas and the catalog are: beside the sources in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_bundled"
_CHECKOUT = _PACKAGE.parents[1]


def schemas_folder() -> Path:
    return _INSTALLED / "schemas" if _INSTALLED.is_dir() else _CHECKOUT / "schemas"


def catalog_folder() -> Path:
    return _INSTALLED / "catalog" if _INSTALLED.is_dir() else _CHECKOUT / "content" / "catalog"


def compiled_catalog() -> Path | None:
    """The compiled form of that catalog, which a wheel contains (`hatch_build.py`) and a checkout builds for itself."""
    return _INSTALLED / "catalog.compiled" if _INSTALLED.is_dir() else None


def modules(package: str) -> list[str]:
    """The names of the modules that stand in a package, in alphabetical order."""
    # `pkgutil` finds them as well, and imports `inspect` for it, which takes longer than all else.
    entries = [entry for entry in _folder(package).iterdir() if entry.stem != "__init__"]
    return sorted(entry.stem for entry in entries if entry.suffix == ".py" or (entry / "__init__.py").is_file())


def package_file(package: str, name: str) -> str:
    """The text of a file that stands beside the modules of a package."""
    return (_folder(package) / name).read_text(encoding="utf-8")


def _folder(package: str) -> Path:
    return _PACKAGE.joinpath(*package.split(".")[1:])

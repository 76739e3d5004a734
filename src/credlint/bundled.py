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
    """The compiled form of that catalog, which a wheel has (`hatch_build.py`) and a checkout makes for itself."""
    return _INSTALLED / "catalog.compiled" if _INSTALLED.is_dir() else None


def package_file(package: str, name: str) -> str:
    """The text of a file that stands beside the modules of a package."""
    return (_PACKAGE.joinpath(*package.split(".")[1:]) / name).read_text(encoding="utf-8")

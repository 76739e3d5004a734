"""Packs the catalog compiled, so that the first run after an installation need not read a thousand files."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalog(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout is read as it is
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from credlint.catalog.load import packed

        self._folder = tempfile.TemporaryDirectory()
        target = Path(self._folder.name) / "catalog.compiled"
        target.write_bytes(packed(root / "content" / "catalog"))
        build_data["force_include"][str(target)] = "credlint/_bundled/catalog.compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()

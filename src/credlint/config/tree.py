"""How far a configuration reaches: the tree that it may name files and folders of."""

from __future__ import annotations

import os
from pathlib import Path

from credlint.contents import real


def repository(folder: Path) -> Path | None:
    """The root of the git repository that a folder belongs to."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def tree_of(folder: Path) -> Path:
    """What a configuration in a folder may name: the folder's repository, else the folder."""
    return repository(folder) or folder


def lies_in(path: Path, tree: Path) -> bool:
    """Whether a path is in a tree, as it is written and wherever links lead. One that cannot be leads nowhere."""
    written = Path(os.path.normpath(path))
    try:
        return all(real(read).is_relative_to(real(tree)) for read in (path, written))
    except ValueError:
        return True

"""Catalog folders -> Catalog, through a compiled form keyed by content.

Later folders lie over earlier ones: a file takes the place of the file of the same name.

Reading and checking a thousand files takes seconds, so what they hold is kept compiled in the cache folder, under the
names, sizes and times of the files and under their content. A cache file that is not exactly as it was written is
ignored, and the files are read again. The catalog that is installed with the program was compiled when it was packed.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack
from msgspec.structs import replace

from credlint import __version__, bundled
from credlint.catalog import Catalog
from credlint.catalog.compiled import Compiled
from credlint.catalog.files import KINDS, File, scan
from credlint.catalog.files import read as read_file
from credlint.store import read_sealed, sealed, write_sealed

# Belongs to the compiled form: what is compiled and how it is written down. Count up with every change of either, and
# of what `index.compile_names` makes of the names.
FORM = 20


class Kept(Struct, frozen=True, array_like=True):
    """A compiled catalog and its input: `stamp` identifies files by name, size and time, `content` by bytes."""

    compiled: Compiled
    stamp: str = ""
    content: str = ""


# Made on import, as in `compiled`.
_decode = msgpack.Decoder(Kept).decode


def load(folders: Sequence[Path], cache_folder: Path | None = None) -> Catalog:
    """The catalog that these folders make together, the later ones over the earlier.

    Nothing is cached without a `cache_folder`. Raises CatalogError, with file and line, for the first file that cannot
    be read, does not follow its schema, or names a source that it does not have.
    """
    packed = bundled.compiled_catalog()
    if packed and [*folders] == [bundled.catalog_folder()] and (kept := _kept(packed)):
        return kept.compiled.catalog(base=f"{bundled.catalog_folder().as_posix()}/")
    files = [file for folder in folders for file in scan(folder)]
    if cache_folder is None:
        return _compiled(files).catalog()
    cached = cache_folder / f"catalog-{_hash([str(folder.absolute()) for folder in folders])[:16]}"
    stamp = _hash([files, [_stamp(path) for path in _schema_files()]])
    kept = _kept(cached)
    if kept and kept.stamp == stamp:
        return kept.compiled.catalog()
    content = _hash([*_contents(files)])
    if kept and kept.content == content:
        kept = replace(kept, stamp=stamp)
    else:
        kept = Kept(_with_names(_compiled(files)), stamp, content)
    _keep(cached, kept)
    return kept.compiled.catalog()


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder, by place in it. Raises CatalogError."""
    return {file.place: read_file(file) for file in scan(folder)}


def read(texts: Mapping[str, str]) -> Catalog:
    """The catalog of one folder whose files are given as texts, by place in it. Raises CatalogError as `load` does."""
    from credlint.catalog.compile import compile_files

    return compile_files((File(place, place, len(text), 0), text) for place, text in texts.items()).catalog()


def packed(folder: Path) -> bytes:
    """The catalog of a folder as it is installed with the program; the paths of its files are those in the folder."""
    from credlint.catalog.compile import compile_files

    texts = ((replace(file, path=file.place), read_file(file)) for file in scan(folder))
    return sealed(msgpack.encode(Kept(_with_names(compile_files(texts)))))


def _compiled(files: Iterable[File]) -> Compiled:
    # Here, because a run with a compiled catalog needs no YAML and no JSON Schema.
    from credlint.catalog.compile import compile_files

    return compile_files((file, read_file(file)) for file in files)


def _with_names(compiled: Compiled) -> Compiled:
    from credlint.catalog.index import compile_names

    parts = compile_names(compiled.catalog())
    return replace(compiled, names={name: msgpack.encode(part) for name, part in parts.items()})


def _stamp(path: Path) -> tuple[int, int]:
    """The size and time of a file, as in `File`."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _contents(files: list[File]) -> Iterator[tuple[str, bytes]]:
    """The digests of all that a compiled catalog is made of."""
    for path in (*(file.path for file in files), *map(str, _schema_files())):
        yield path, hashlib.sha256(Path(path).read_bytes()).digest()


def _schema_files() -> list[Path]:
    return [bundled.schemas_folder() / f"{kind}.schema.json" for kind in KINDS]


def _hash(plain: object) -> str:
    """Of plain data in this form and version."""
    return hashlib.sha256(msgpack.encode([FORM, __version__, plain])).hexdigest()


def _kept(file: Path) -> Kept | None:
    """What `_keep` wrote; None where anything else is there, or nothing."""
    with contextlib.suppress(DecodeError):
        if (data := read_sealed(file)) is not None:
            return _decode(data)
    return None


def _keep(file: Path, kept: Kept) -> None:
    """Writes it for later runs, as sealed MessagePack; a failure is ignored."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    write_sealed(file, msgpack.encode(kept))

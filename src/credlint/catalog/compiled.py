"""The compiled form of a catalog: every entry as MessagePack under its id, decoded on demand.

Most runs look at a few credentials of thousands, so a catalog is one read and a table of bytes until then.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from credlint.catalog import Catalog, Credential, Group, Provider
from credlint.dates import PartialDate
from credlint.once import once
from credlint.span import Span

T = TypeVar("T", Credential, Provider, Group)
# Made on import, which is done by one thread: msgspec 0.22 crashes where two threads have it look at a class at once.
_DECODERS: dict[type, msgpack.Decoder[Any]] = {kind: msgpack.Decoder(kind) for kind in (Credential, Provider, Group)}
# By the path of a file and the JSON pointer in it: where it begins and ends.
PlacesByPath = dict[str, dict[str, tuple[int, int]]]


class Compiled(Struct, frozen=True, array_like=True):
    """What `compile` made of files. `newest` is the day of the newest check; `places` are `PlacesByPath`.

    `names` are the parts of what recognising names needs (`index.compile_names`), empty before it is compiled.
    """

    digest: str
    newest: str | None
    credentials: dict[str, bytes]
    providers: dict[str, bytes]
    groups: dict[str, bytes]
    places: bytes
    names: dict[str, bytes] = field(default_factory=dict)

    def catalog(self, base: str = "") -> Catalog:
        """The catalog; `base` is put before the paths of its files."""
        return Catalog(
            credentials=_Entries(Credential, self.credentials, base),
            providers=_Entries(Provider, self.providers, base),
            groups=_Entries(Group, self.groups, base),
            digest=self.digest,
            newest=PartialDate.parse(self.newest) if self.newest else None,
            places=_Places(self.places, base),
            compiled_names=self.names,
        )


class _Entries(Mapping[str, T], Generic[T]):
    def __init__(self, kind: type[T], compiled: Mapping[str, bytes], base: str) -> None:
        self._kind: type[T] = kind  # not a decoder, because the catalog is sent to a cluster
        self._compiled, self._base = compiled, base
        self._made: dict[str, T] = {}

    def __getitem__(self, ident: str) -> T:
        made = self._made.get(ident)
        if made is None:
            made = _DECODERS[self._kind].decode(self._compiled[ident])
            self._made[ident] = made = replace(made, path=self._base + made.path)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._compiled)

    def __len__(self) -> int:
        return len(self._compiled)

    def __contains__(self, ident: object) -> bool:
        return ident in self._compiled


class _Places(Mapping[tuple[str, str], Span]):
    """The places of all data; decoded only for findings about the catalog itself."""

    def __init__(self, compiled: bytes, base: str) -> None:
        self._compiled, self._base = compiled, base

    @once
    def _places(self) -> dict[tuple[str, str], Span]:
        return {
            (self._base + path, pointer): Span(*bounds)
            for path, entries in msgpack.decode(self._compiled, type=PlacesByPath).items()
            for pointer, bounds in entries.items()
        }

    def __getitem__(self, key: tuple[str, str]) -> Span:
        return self._places[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

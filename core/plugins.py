"""The one register of plug-ins: list platforms, file readers, enrichers, rules, exports.

A plug-in is one file in a known package. It registers itself under a name when its package is scanned; two plug-ins
of one name are an error, and an unknown name lists the names there are.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from core.errors import BadInput

T = TypeVar("T")


class Register(Generic[T]):
    """The plug-ins of one kind, found by importing every module of `package` once."""

    def __init__(self, kind: str, package: str) -> None:
        self.kind, self.package = kind, package
        self._found: dict[str, T] = {}
        self._scanned = False

    def add(self, name: str) -> Callable[[T], T]:
        """Decorator: register the plug-in under `name`."""

        def keep(plugin: T) -> T:
            if self._found.get(name, plugin) is not plugin:
                raise RuntimeError(f"two plug-ins of kind {self.kind} are called {name!r}")
            self._found[name] = plugin
            return plugin

        return keep

    def get(self, name: str) -> T:
        """The plug-in of that name, or BadInput with the names there are."""
        self._scan()
        if name not in self._found:
            known = ", ".join(sorted(self._found)) or "none"
            raise BadInput(f"there is no {self.kind} called {name!r}; known: {known}")
        return self._found[name]

    def names(self) -> list[str]:
        """All names, sorted."""
        self._scan()
        return sorted(self._found)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        self._scan()
        return iter(sorted(self._found.items()))

    def _scan(self) -> None:
        if self._scanned:
            return
        package = importlib.import_module(self.package)
        for module in pkgutil.walk_packages(package.__path__, self.package + "."):
            importlib.import_module(module.name)
        self._scanned = True

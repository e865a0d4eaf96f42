"""Loads and checks every YAML in `config/`. A key that nobody knows is an error that names file and line."""

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import BadInput

M = TypeVar("M", bound=BaseModel)


class Configured(BaseModel):
    """Base of every model that stands for a YAML file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def load(path: Path, model: type[M]) -> M:
    """Read one YAML file into its model.

    Raises BadInput naming the file, the line and what is wrong there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    return parse(text, model, str(path))


def parse(text: str, model: type[M], name: str = "<text>") -> M:
    """Like `load`, for text that is not on disk yet, such as a form in the review pages."""
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadInput(f"{name}:{line}: not YAML: {getattr(error, 'problem', error)}") from error
    if not isinstance(data, dict):
        raise BadInput(f"{name}:1: expected keys and values, found {type(data).__name__}")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadInput("; ".join(_sentence(name, tree, item) for item in error.errors())) from error


def _sentence(name: str, tree: yaml.Node | None, item: Any) -> str:
    where = tuple(item["loc"])
    what = f"unknown key {where[-1]!r}" if item["type"] == "extra_forbidden" else item["msg"]
    path = ".".join(str(part) for part in where)
    return f"{name}:{_line(tree, where)}: {path}: {what}" if path else f"{name}:{_line(tree, where)}: {what}"


def _line(node: yaml.Node | None, where: tuple[str | int, ...]) -> int:
    """The line on which the value at `where` stands, or the nearest one above it."""
    line = node.start_mark.line + 1 if node else 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


@lru_cache(maxsize=64)
def words(path: Path) -> Any:
    """A lookup file of `config/lookups/` as plain data; its shape is checked by whoever asked for it."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise BadInput(f"{path}: {error}") from error

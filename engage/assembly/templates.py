"""The templates that an assembly can start from: JSON files that come with the app."""

import json
from dataclasses import dataclass
from typing import Any

from engage.assembly.rules import TEMPLATE_LABELS
from engage.errors import NotFoundError
from engage.paths import shipped


@dataclass(frozen=True)
class TemplateRow:
    """A template as it is offered. `label` is to be translated."""

    name: str
    label: str


def list_templates() -> tuple[TemplateRow, ...]:
    """The templates that can be chosen, the fullest first."""
    return tuple(TemplateRow(name, label) for name, label in TEMPLATE_LABELS.items())


def read_template(name: str) -> dict[str, Any]:
    """What a template holds. Raises NotFoundError for a name that is none of `list_templates`."""
    if name not in TEMPLATE_LABELS:
        raise NotFoundError(what="template", id=name)
    path = shipped("resources", "templates", f"{name}.json")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content

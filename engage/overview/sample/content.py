"""What the sample is made of: files that any editor can read."""

import json
from functools import lru_cache
from typing import Any

from engage.paths import shipped


@lru_cache(maxsize=8)
def sample_file(name: str) -> dict[str, Any]:
    """One of the sample's files, such as "votes"."""
    content: dict[str, Any] = json.loads(shipped("resources", "sample", f"{name}.json").read_text(encoding="utf-8"))
    return content

"""The published schemas of output formats, and one check for all of them.

README.md says where each comes from.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import xmlschema

FOLDER = Path(__file__).parent


@cache
def _validator(name: str) -> jsonschema.Draft4Validator:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    # That of this draft would not look at relative references.
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


@cache
def _junit() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(FOLDER / "junit.xsd")


def _check_sarif(text: str) -> None:
    _validator("sarif-2.1.0.json").validate(json.loads(text))


def _check_rdjson(text: str) -> None:
    _validator("rdjson.json").validate(json.loads(text))


def _check_gitlab(text: str) -> None:
    entries = json.loads(text)
    _validator("gitlab-documented.json").validate(entries)
    for entry in entries:
        _validator("gitlab-codeclimate.json").validate(entry)
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints)


def _check_junit(text: str) -> None:
    _junit().validate(text)


def _check_json(text: str) -> None:
    assert isinstance(json.loads(text), list)


def _check_jsonl(text: str) -> None:
    for line in text.splitlines():
        entry: dict[str, Any] = json.loads(line)
        assert {"code", "message", "path", "evidence", "fix"} <= entry.keys()


CHECKS: Mapping[str, Callable[[str], None]] = {
    "json": _check_json,
    "jsonl": _check_jsonl,
    "sarif": _check_sarif,
    "gitlab": _check_gitlab,
    "junit": _check_junit,
    "rdjson": _check_rdjson,
}
"""For the name of each format that is data: what fails for a text that is not valid."""

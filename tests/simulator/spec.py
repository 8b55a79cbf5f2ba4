"""The Bot API's machine-readable description, and a check of values against it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_FILE = Path(__file__).parent / "spec" / "telegram-bot-api.json"
_ARRAY = re.compile(r"Array of (.+)")
_PRIMITIVES: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


@cache
def spec() -> Json:
    """The whole description."""
    loaded: Json = json.loads(_FILE.read_text())
    return loaded


def method_fields(method: str) -> set[str]:
    """The parameters that a method knows."""
    return {field["name"] for field in spec()["methods"][method].get("fields", [])}


def method_returns(method: str) -> list[str]:
    """The types of which the result is one."""
    returns: list[str] = spec()["methods"][method]["returns"]
    return returns


def problems(value: object, types: list[str], where: str) -> list[str]:
    """What is wrong with a value that shall be of one of the types; empty where it fits."""
    tries = [_one(value, kind, where) for kind in types]
    return min(tries, key=len)


def _one(value: object, kind: str, where: str) -> list[str]:
    array = _ARRAY.fullmatch(kind)
    if array:
        if not isinstance(value, list):
            return [f"{where}: {value!r} is no array"]
        return [
            fault for n, item in enumerate(value) for fault in problems(item, [array[1]], f"{where}[{n}]")
        ]
    if kind in _PRIMITIVES:
        # JSON's true is no number.
        fits = isinstance(value, _PRIMITIVES[kind]) and (kind == "Boolean" or not isinstance(value, bool))
        return [] if fits else [f"{where}: {value!r} is no {kind}"]
    described = spec()["types"][kind]
    if described.get("subtypes"):
        return problems(value, described["subtypes"], where)
    return _object(value, described, where)


def _object(value: object, described: Json, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {described['name']}"]
    fields = {field["name"]: field for field in described.get("fields", [])}
    found = [f"{where}.{name}: unknown to {described['name']}" for name in value if name not in fields]
    for name, field in fields.items():
        if name in value:
            found += problems(value[name], field["types"], f"{where}.{name}")
        elif field["required"]:
            found.append(f"{where}.{name}: missing from {described['name']}")
    return found

"""Converts the project's contract with RingCentral to OpenAPI, and compares the contract with
RingCentral's own OpenAPI document.

The project's contract is tests/contract/ringcentral_contract.json, which explains its own terms.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

OWN: Final = Path(__file__).resolve().parents[1] / "contract" / "ringcentral_contract.json"
RINGCENTRALS: Final = (
    Path(__file__).resolve().parents[3] / "shared" / "ringcentral-openapi-subset.json"
)
"""The path of RingCentral's OpenAPI document, which is not part of the project."""

_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_PLAIN: Final = {
    "text": {"type": "string"},
    "time": {"type": "string", "format": "date-time"},
    "whole number": {"type": "integer"},
    "yes or no": {"type": "boolean"},
}
Document = dict[str, Any]


def own_contract() -> Document:
    content: Document = json.loads(OWN.read_text("utf-8"))
    return content


def openapi_of(contract: Document) -> Document:
    """Returns the contract as OpenAPI 3, with RingCentral's names for paths and components."""
    types = contract["types"]
    paths: Document = {}
    for name, operation in contract["operations"].items():
        method, _, path = name.partition(" ")
        paths.setdefault(templated(path), {})[method.lower()] = _operation(path, operation, types)
    return {
        "openapi": "3.0.3",
        "info": {"title": "What Click-To-Call uses of RingCentral", "version": "1"},
        "servers": [{"url": "https://platform.ringcentral.com"}],
        "security": [{"OAuth2": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"Basic": {"type": "http", "scheme": "basic"}},
            "responses": {"InternalError": _answer("Errors", types)},
        },
    }


def templated(path: str) -> str:
    """Returns a path of the project's contract with the names that RingCentral's document has for
    the variable parts, such as {ringoutId} for {id}."""
    path = path.replace("/account/~/extension/~", "/account/{accountId}/extension/{extensionId}")
    return path.replace("{id}", "{ringoutId}")


def _operation(path: str, operation: Document, types: Document) -> Document:
    parts = [part[1:-1] for part in templated(path).split("/") if part.startswith("{")]
    parameters = [
        {"name": part, "in": "path", "required": True, "schema": _PLAIN["text"]} for part in parts
    ]
    for name, spec in operation.get("query", {}).items():
        parameters.append(
            {
                "name": name.rstrip("?"),
                "in": "query",
                "required": not name.endswith("?"),
                "schema": schema_of(spec, types),
            }
        )
    made: Document = {
        "parameters": parameters,
        "responses": {
            status: _answer(spec, types) for status, spec in operation["answers"].items()
        },
    }
    if "/oauth/" in path:
        made["security"] = [{}, {"Basic": []}]
    for kind, content_type in (("form", _FORM), ("body", _JSON)):
        if kind in operation:
            content = {content_type: {"schema": schema_of(operation[kind], types)}}
            made["requestBody"] = {"required": True, "content": content}
    return made


def _answer(spec: Any, types: Document) -> Document:
    if spec is None:
        return {"description": ""}
    return {"description": "", "content": {_JSON: {"schema": schema_of(spec, types)}}}


def schema_of(spec: Any, types: Document) -> Document:
    """Returns the type `spec` of the contract as JSON Schema. `types` has the contract's named
    types."""
    if isinstance(spec, str):
        return dict(_PLAIN[spec]) if spec in _PLAIN else schema_of(types[spec], types)
    if isinstance(spec, list):
        return {"type": "array", "items": schema_of(spec[0], types)}
    if "one of" in spec:
        return {"type": "string", "enum": spec["one of"]}
    if "or null" in spec:
        schema = schema_of(spec["or null"], types)
        enum = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return schema | enum | {"nullable": True}
    if "any of" in spec:
        return {"anyOf": [schema_of(one, types) for one in spec["any of"]]}
    required = [name for name in spec if not name.endswith("?")]
    properties = {name.rstrip("?"): schema_of(value, types) for name, value in spec.items()}
    whole: Document = {"type": "object", "properties": properties}
    return whole | ({"required": required} if required else {})


# --- against RingCentral's own --------------------------------------------------------------------


def disagreements(contract: Document, theirs: Document) -> Iterator[str]:
    """Yields a sentence for each statement of the project's contract that contradicts RingCentral's
    document `theirs`."""
    for name, operation in contract["operations"].items():
        method, _, path = name.partition(" ")
        other = theirs["paths"].get(templated(path), {}).get(method.lower())
        if other is None:
            yield f"{name} is not RingCentral's"
            continue
        body = other.get("requestBody", {}).get("content", {}).get(_JSON)
        if body is not None:
            yield from _differ(f"{name} body", operation["body"], body["schema"], contract, theirs)
        for status, spec in operation["answers"].items():
            content = _resolved(other["responses"].get(status, {}), theirs).get("content", {})
            if (spec is None) != (not content):
                yield f"{name} {status}: one of both has no body"
            elif content:
                schema = next(iter(content.values()))["schema"]
                # The contract describes error responses (400 and above) once for all operations, so
                # an operation has no schemas of them to compare.
                if int(status) < 400:
                    yield from _differ(f"{name} {status}", spec, schema, contract, theirs)


def _differ(
    place: str, spec: Any, schema: Mapping[str, Any], contract: Document, theirs: Document
) -> Iterator[str]:
    ours, other = schema_of(spec, contract["types"]), _resolved(schema, theirs)
    if ours["type"] != other.get("type", "object"):
        yield f"{place} is {ours['type']} here and {other.get('type')} there"
    elif ours["type"] == "array":
        inner = spec if isinstance(spec, list) else contract["types"][spec]
        yield from _differ(place, inner[0], other["items"], contract, theirs)
    elif ours["type"] == "object":
        fields = contract["types"][spec] if isinstance(spec, str) else spec
        for name, value in fields.items():
            yield from _differ_in_field(place, name, value, (contract, other, theirs))
    elif "enum" in ours and {*ours["enum"]} - {None} != {*other.get("enum", ())} - {None}:
        yield f"{place} has other words there"


def _differ_in_field(
    place: str, name: str, value: Any, three: tuple[Document, Document, Document]
) -> Iterator[str]:
    contract, other, theirs = three
    field = name.rstrip("?")
    inner = other.get("properties", {}).get(field)
    if inner is None:
        yield f"{place}.{field} is not there"
        return
    if (field in other.get("required", ())) != (not name.endswith("?")):
        yield f"{place}.{field} may be missing in one of both"
    yield from _differ(f"{place}.{field}", value, inner, contract, theirs)


def _resolved(schema: Mapping[str, Any], document: Document) -> Document:
    """Returns the schema that `$ref` in `schema` names, or `schema` itself. Merges the schemas that
    `allOf` lists into one."""
    while "$ref" in schema:
        target: Any = document
        for step in schema["$ref"].split("/")[1:]:
            target = target[step]
        schema = target
    if "allOf" not in schema:
        return dict(schema)
    whole: Document = {"type": "object", "properties": {}, "required": []}
    for part in [*schema["allOf"], {k: v for k, v in schema.items() if k != "allOf"}]:
        other = _resolved(part, document)
        whole["properties"] |= other.get("properties", {})
        whole["required"] += other.get("required", [])
    return whole

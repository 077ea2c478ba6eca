"""Writes the tables of messages in docs/protocol.md from the types of the messages.

With `--check`, the script writes nothing, and exits with 1 if the document differs from the types.
Depends on the host's protocol.py, and on the extension's shared/messages.js, which the script reads
with the Node of .venv.
"""

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import console, environment, paths

DOCUMENT: Final = paths.ROOT / "docs" / "protocol.md"
BEGIN: Final = "<!-- The tables below are written by scripts/build_protocol.py. -->\n"
END: Final = "<!-- The tables above are written by scripts/build_protocol.py. -->\n"
MESSAGES: Final = paths.ROOT / "extension" / "shared" / "messages.js"


def main() -> int:
    environment.prepare()
    environment.continue_inside(__file__)
    before = DOCUMENT.read_text("utf-8")
    after = with_tables(before)
    if "--check" in sys.argv[1:]:
        if before != after:
            console.say("docs/protocol.md is old. Run: python3 scripts/build_protocol.py")
        return int(before != after)
    DOCUMENT.write_text(after, "utf-8")
    return 0


def with_tables(document: str) -> str:
    """Returns a copy of `document` in which the tables are made from the present types."""
    head, _, rest = document.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return "".join([head, BEGIN, "\n", *tables(), END, tail])


def tables() -> Iterator[str]:
    from click_to_call.host import protocol

    notes = field_notes(inspect.getsource(protocol))
    yield "## Between extension and host\n\n### Requests\n\n"
    for request in get_args(protocol.AnyRequest):
        name = request.__struct_config__.tag
        yield from described(request, name, notes, {"id"})
        yield f"Answered with `{answer_of(name)}`.\n\n"
    yield "### What replies hold\n\n"
    answers = (protocol.Welcome, protocol.Account, protocol.Numbers, protocol.PhoneNumber)
    for answer in (*answers, protocol.Description, protocol.Call, protocol.ProblemBody):
        yield from described(answer, answer.__name__, notes, set())
    yield "### Pushes\n\n"
    for push in get_args(protocol.AnyPush):
        yield from described(push, push.__struct_config__.tag, notes, set())
    yield "## Inside the browser\n\n"
    yield "The background accepts a message only from the senders in the second column, and only "
    yield "if the message has exactly the fields in the third column. The browser tells the "
    yield "background who sent a message. `content` stands for the content scripts of a page.\n\n"
    yield "| Message | Sent by | Fields |\n| --- | --- | --- |\n"
    for name, row in browser_messages().items():
        fields = ", ".join(f"`{field}`: {kind}" for field, kind in row["fields"].items())
        yield f"| `{name}` | {', '.join(row['from'])} | {fields or 'none'} |\n"
    yield "\n"


def answer_of(request: str) -> str:
    """Returns the name of the type with which the host answers a request."""
    from click_to_call.host.services import Services

    if request == "hello":
        return "Welcome"
    answer = inspect.signature(getattr(Services, request.replace(".", "_"))).return_annotation
    return str(getattr(answer, "__name__", answer))


def described(struct: Any, name: str, notes: dict[str, str], left_out: set[str]) -> Iterator[str]:
    """Yields the document's text about the type `struct`: the heading `name`, the type's docstring,
    and a table with a row for each field, except the fields in `left_out`. `notes` contains the
    description of each field by its key `Class.field`."""
    import msgspec

    yield f"#### `{name}`\n\n"
    if text := vars(struct).get("__doc__"):
        yield f"{inspect.cleandoc(text)}\n\n"
    fields = [one for one in msgspec.structs.fields(struct) if one.encode_name not in left_out]
    if not fields:
        return
    yield "| Field | Type | |\n| --- | --- | --- |\n"
    for one in fields:
        note = notes.get(f"{struct.__name__}.{one.name}", "")
        words = " ".join(["" if one.required else "optional.", note]).strip()
        yield f"| `{one.encode_name}` | {type_words(one.type)} | {words} |\n"
    yield "\n"


def field_notes(source: str) -> dict[str, str]:
    """Returns the description of each field in `source`, the text of a Python file. The description
    is the docstring below the field. Its key is `Class.field`."""
    found: dict[str, str] = {}
    for struct in ast.walk(ast.parse(source)):
        if not isinstance(struct, ast.ClassDef):
            continue
        for field, note in zip(struct.body, struct.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(note, ast.Expr):
                text = ast.literal_eval(note.value)
                target = ast.unparse(field.target)
                found[f"{struct.name}.{target}"] = " ".join(text.split())
    return found


def type_words(kind: Any) -> str:
    """Returns how the document names a Python type: by the names of JSON, such as "list of string"
    for `tuple[str, ...]`."""
    import msgspec

    info = msgspec.json.schema(kind, ref_template="{name}") if kind else {}
    return _schema_words(info)


def _schema_words(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref']}`"
    if "anyOf" in schema:
        return " or ".join(_schema_words(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f'"{one}"' for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_schema_words(schema.get('items') or {})}"
    if schema.get("type") == "object" and "additionalProperties" in schema:
        return f"object of {_schema_words(schema['additionalProperties'])}"
    return str(schema.get("type", "any"))


def browser_messages() -> dict[str, Any]:
    """Returns the object MESSAGES of shared/messages.js: for each message, its senders and
    fields."""
    script = f"const module = await import({json.dumps(MESSAGES.as_uri())});"
    script += "console.log(JSON.stringify(module.MESSAGES))"
    node = str(paths.PROGRAMS / "node")
    done = subprocess.run(
        [node, "--input-type=module", "-e", script], check=True, capture_output=True, text=True
    )
    table: dict[str, Any] = json.loads(done.stdout)
    return table


if __name__ == "__main__":
    sys.exit(main())

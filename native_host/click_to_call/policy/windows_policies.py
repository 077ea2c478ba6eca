"""Makes the policy files for Windows: a .reg file, and templates (ADMX, ADML) for the Group Policy
editor.

Depends on policy/browser_policies.py. The sources are Microsoft's, Google's and Mozilla's
documentation. Tests check the XML and the text; no test ran on Windows.
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from click_to_call.host.allowed_origins import EXTENSION_ID, EXTENSION_IDS, FIREFOX_ID
from click_to_call.policy.browser_policies import chromium_policies, firefox_policies
from click_to_call.policy.fleet_file import Fleet, schema

_CHROME: Final = r"Software\Policies\Google\Chrome"
_EDGE: Final = r"Software\Policies\Microsoft\Edge"
_FIREFOX: Final = r"Software\Policies\Mozilla\Firefox"

SETTINGS_KEYS: Final = {
    "chrome": rf"{_CHROME}\3rdparty\extensions\{EXTENSION_ID}\policy",
    "edge": rf"{_EDGE}\3rdparty\extensions\{EXTENSION_IDS[-1]}\policy",
    "firefox": rf"{_FIREFOX}\3rdparty\Extensions\{FIREFOX_ID}",
}
"""For each browser family, the registry key with the extension's settings. Each key is relative to
HKEY_LOCAL_MACHINE."""
_TITLES: Final = {"chrome": "Google Chrome", "edge": "Microsoft Edge", "firefox": "Mozilla Firefox"}


# --- .reg ----------------------------------------------------------------------------------------


def registry_file(fleet: Fleet) -> bytes:
    """Returns a .reg file in UTF-16 with a byte order mark, as the registry editor writes it."""
    keys: dict[str, dict[str, Any]] = {}
    for root, family in ((_CHROME, "chrome"), (_EDGE, "edge")):
        policies = chromium_policies(fleet, "edge" if family == "edge" else "chrome")
        _add(keys, root, policies)
        for own in EXTENSION_IDS:
            _add(keys, rf"{root}\3rdparty\extensions\{own}\policy", fleet.extension)
    firefox = {name: value for name, value in firefox_policies(fleet).items() if name != "3rdparty"}
    _add(keys, _FIREFOX, firefox)
    _add(keys, SETTINGS_KEYS["firefox"], fleet.extension)
    lines = ["Windows Registry Editor Version 5.00", ""]
    for key, values in keys.items():
        if values:
            named = [f'"{name}"={_registry_value(value)}' for name, value in values.items()]
            lines += [rf"[HKEY_LOCAL_MACHINE\{key}]", *named, ""]
    return "\r\n".join(lines).encode("utf-16")


def _add(keys: dict[str, dict[str, Any]], key: str, values: dict[str, Any]) -> None:
    """Adds the policies `values` to `keys`, under the registry key `key`, in the format that
    browsers read. A policy that is a list becomes a subkey with numbered values. Every other policy
    becomes one value of the key `key`."""
    plain = keys.setdefault(key, {})
    for name, value in values.items():
        if isinstance(value, list):
            keys[rf"{key}\{name}"] = {str(at): entry for at, entry in enumerate(value, 1)}
        else:
            plain[name] = value


def _registry_value(value: Any) -> str:
    if isinstance(value, bool):
        return f"dword:{int(value):08x}"
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# --- ADMX and ADML -------------------------------------------------------------------------------


def admx() -> str:
    """Returns the ADMX template. For each browser family, the template has one policy for each
    setting of the extension."""
    policies = "\n".join(
        _policy(family, name, rule)
        for family in SETTINGS_KEYS
        for name, rule in schema()["properties"].items()
    )
    categories = "\n".join(
        f'    <category name="{family}" displayName="$(string.category_{family})">'
        '<parentCategory ref="click_to_call" /></category>'
        for family in SETTINGS_KEYS
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
    revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="click_to_call" namespace="ClickToCall.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <categories>
    <category name="click_to_call" displayName="$(string.category)" />
{categories}
  </categories>
  <policies>
{policies}
  </policies>
</policyDefinitions>
"""


def _policy(family: str, name: str, rule: dict[str, Any]) -> str:
    key = quoteattr(SETTINGS_KEYS[family])
    value = f' valueName="{name}"' if rule["type"] == "boolean" else ""
    shows = "" if rule["type"] == "boolean" else f' presentation="$(presentation.{name})"'
    inner = "\n".join(_elements(family, name, rule))
    return f"""    <policy name="{family}_{name}" class="Machine" displayName="$(string.{name})"
        explainText="$(string.{name}_help)" key={key}{value}{shows}>
      <parentCategory ref="{family}" />
{inner}
    </policy>"""


def _elements(family: str, name: str, rule: dict[str, Any]) -> Iterator[str]:
    if rule["type"] == "boolean":
        yield '      <enabledValue><decimal value="1" /></enabledValue>'
        yield '      <disabledValue><decimal value="0" /></disabledValue>'
        return
    yield "      <elements>"
    if rule["type"] == "array":
        key = quoteattr(rf"{SETTINGS_KEYS[family]}\{name}")
        yield f'        <list id="{name}" key={key} valuePrefix="" />'
    elif "enum" in rule:
        yield f'        <enum id="{name}" valueName="{name}" required="true">'
        for choice in rule["enum"]:
            shown = f"$(string.{name}_{choice})"
            item = f'          <item displayName="{shown}"><value><string>{choice}</string></value>'
            yield f"{item}</item>"
        yield "        </enum>"
    else:
        yield f'        <text id="{name}" valueName="{name}" maxLength="4096" />'
    yield "      </elements>"


def adml() -> str:
    """Returns the ADML file, which holds the English texts of the ADMX template. The texts are the
    titles and descriptions in the extension's managed_schema.json."""
    properties = schema()["properties"]
    strings = {"category": "Click-To-Call"}
    strings |= {f"category_{family}": title for family, title in _TITLES.items()}
    for name, rule in properties.items():
        help_text = rule.get("description", rule.get("title", name))
        if rule["type"] == "object":
            help_text += ' As JSON, such as {"crm.example.com": {"trusted": true}}.'
        strings |= {name: rule.get("title", name), f"{name}_help": help_text}
        strings |= {f"{name}_{choice}": choice for choice in rule.get("enum", ())}
    table = "\n".join(
        f'      <string id="{name}">{escape(text)}</string>' for name, text in strings.items()
    )
    shown = "\n".join(
        f'      <presentation id="{name}">{_presentation(name, rule)}</presentation>'
        for name, rule in properties.items()
        if rule["type"] != "boolean"
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources revision="1.0" schemaVersion="1.0"
    xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions">
  <displayName>Click-To-Call</displayName>
  <description>Settings of the Click-To-Call extension</description>
  <resources>
    <stringTable>
{table}
    </stringTable>
    <presentationTable>
{shown}
    </presentationTable>
  </resources>
</policyDefinitionResources>
"""


def _presentation(name: str, rule: dict[str, Any]) -> str:
    title = escape(rule.get("title", name))
    if rule["type"] == "array":
        return f'<listBox refId="{name}">{title}</listBox>'
    if "enum" in rule:
        return f'<dropdownList refId="{name}">{title}</dropdownList>'
    return f'<textBox refId="{name}"><label>{title}</label></textBox>'

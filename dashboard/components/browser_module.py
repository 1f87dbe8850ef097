"""Mount one of our own scripts under static as a Streamlit component."""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.components import v2 as components

from dashboard import cached

# The script comes by address, once; only these lines and the figures travel with every run.
# The figures go as bytes, which Streamlit passes on without reading them several times over.
_LOADER = """export default async (component) => {{
  const show = (await import(new URL("{address}", document.baseURI))).default;
  const data = JSON.parse(new TextDecoder().decode(component.data));
  return show({{ ...component, data }});
}};"""


def mount(
    module: str, *, key: str, data: dict[str, Any], on_pick: Callable[[], None] | None = None
) -> None:
    """Show a script of static with its data; `on_pick` is called for its event "picked"."""
    address = f"{cached.STATIC_ADDRESS}/{module}.js?v={cached.static_version()}"
    component = components.component(module, js=_LOADER.format(address=address))
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    component(key=key, data=content, on_picked_change=on_pick)


def tell_language(language: str) -> None:
    """Tell browser and screen reader the language of the page, which Streamlit calls English."""
    with st.container(key="shared_language"):
        mount("page_language", key="page_language", data={"language": language})

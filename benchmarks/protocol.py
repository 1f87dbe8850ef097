"""A browser session without a browser: Streamlit's own messages over its websocket."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.places import Village

LOOPBACK = "127.0.0.1"
MAP_PATHS = {"ours": "map", "naive": ""}
# How Streamlit names the event of a component of ours, as its frontend does.
EVENT = "$$STREAMLIT_INTERNAL_KEY_{component}__events"


@dataclass(frozen=True)
class Answer:
    """One run of the script as its reader saw it."""

    seconds: float
    n_bytes: int


class SessionError(RuntimeError):
    """The server answered something that a user would call broken."""


class BrowserSession:
    """One user: opens the map page, then clicks on villages.

    It keeps what a browser keeps: the state of every widget, the fragment that the map lives in,
    and the large messages that the server need not send again.
    """

    def __init__(self, app: str, site: str) -> None:
        host = urlsplit(site).netloc
        if urlsplit(site).hostname != LOOPBACK:
            raise ValueError(f"{site} is not on this machine; only {LOOPBACK} may be put to load.")
        self.app = app
        self.path = ""
        self.site = site
        self.address = f"ws://{host}/_stcore/stream"
        self.widgets: dict[str, WidgetState] = {}
        self.kept: set[str] = set()
        self.component = self.fragment = self.script = ""
        self.connection: ClientConnection | None = None

    async def open(self, path: str | None = None) -> Answer:
        """Connect, or reload in the same tab, and open a page: the map, if not told another."""
        if self.connection is None:
            self.connection = await connect(
                self.address,
                subprotocols=[Subprotocol("streamlit")],
                compression=None,
                max_size=None,
                proxy=None,
            )
        self.path = MAP_PATHS[self.app] if path is None else path
        return await self._run(ClientState(page_name=self.path), "")

    async def click(self, village: Village) -> Answer:
        """Click on a village; the answer has to name it."""
        state = ClientState(page_script_hash=self.script, fragment_id=self.fragment)
        state.widget_states.widgets.extend(self.widgets.values())
        if self.app == "ours":
            picked = [{"event": "picked", "value": {"code": village.code, "adding": False}}]
            event = WidgetState(
                id=EVENT.format(component=self.component), json_trigger_value=json.dumps(picked)
            )
        else:
            picked = {"selection": {"picked": [{"id": village.code}]}}
            event = WidgetState(id=self.component, string_value=json.dumps(picked))
        state.widget_states.widgets.append(event)
        return await self._run(state, village.name)

    async def close(self) -> None:
        """Close the tab."""
        if self.connection:
            await self.connection.close()

    async def _run(self, state: ClientState, expected: str) -> Answer:
        if self.connection is None:
            raise SessionError("The session has not been opened.")
        state.cached_message_hashes.extend(sorted(self.kept))
        state.context_info.timezone = "Asia/Jakarta"
        state.context_info.locale = "id-ID"
        state.context_info.url = f"{self.site}/{self.path}"
        state.context_info.color_scheme = "light"
        request = BackMsg(rerun_script=state).SerializeToString()
        began, n_bytes, seen = time.perf_counter(), len(request), not expected
        await self.connection.send(request)
        async for frame in self.connection:
            if not isinstance(frame, bytes):
                raise SessionError(f"Text instead of a message: {frame[:200]}")
            n_bytes += len(frame)
            message = ForwardMsg.FromString(frame)
            seen = seen or expected.encode() in frame
            if self._take(message):
                seconds = time.perf_counter() - began
                if not seen:
                    raise SessionError(f"The answer to a click on {expected} does not name it.")
                return Answer(seconds, n_bytes)
        raise SessionError("The server closed the connection.")

    def _take(self, message: ForwardMsg) -> bool:
        """Keep what the browser would; tell whether the run has ended."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.kept.add(message.hash)
        if kind == "new_session":
            self.script = message.new_session.page_script_hash or self.script
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._take_element(message.delta.new_element, message)
        elif kind == "script_finished":
            if message.script_finished not in FINISHED_WELL:
                name = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                raise SessionError(f"The script ended with {name}.")
            return True
        return False

    def _take_element(self, element: Element, message: ForwardMsg) -> None:
        kind = element.WhichOneof("type") or "empty"
        widget: Any = getattr(element, kind)
        if kind == "exception":
            raise SessionError(f"The page shows an error: {widget.type} {widget.message}")
        if kind in FIRST_VALUES:
            self.widgets[widget.id] = WidgetState(id=widget.id, **FIRST_VALUES[kind](widget))
        elif kind == "bidi_component" and widget.id.endswith("-area_map"):
            self.component, self.fragment = widget.id, message.delta.fragment_id
            self.script = message.metadata.active_script_hash
        elif kind == "vega_lite_chart" and widget.id.endswith("-area_map"):
            self.component = widget.id


FINISHED_WELL = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}
# What a browser reports for a widget that nobody has touched yet.
FIRST_VALUES = {
    "button_group": lambda w: {"string_array_value": {"data": w.raw_values}},
    "selectbox": lambda w: {"string_value": w.raw_value or w.options[w.default]},
    "text_input": lambda w: {"string_value": w.value or w.default},
    "checkbox": lambda w: {"bool_value": w.value if w.set_value else w.default},
}

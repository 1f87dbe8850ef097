"""Long work in steps: it shows how far it is, can be stopped, and keeps what is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import state
from segments.typology import Report


@dataclass(frozen=True)
class WorkStep:
    """One step: what it is called while it runs, whether it is done, and how to do it.

    `given` marks a step that may be done without anybody having asked for this work.
    """

    name: str
    done: bool
    work: Callable[[Report], Any]
    given: bool = False


def show_long_work(steps: Sequence[WorkStep], *, key: str, button: str, hint: str) -> bool:
    """Show a button, then progress with a way to stop; tell whether every step is done.

    Streamlit ends a run at its next message to the screen when the user clicks, so every report
    of a step is a place where "stop" takes hold.
    """
    _ = state.translator()
    left = [step for step in steps if not step.done]
    if not left:
        return True
    n_done = len(steps) - len(left)
    begun = any(step.done and not step.given for step in steps)
    if not state.working(key):
        with st.container(horizontal=True, vertical_alignment="center", key=f"start_{key}"):
            st.button(
                _("Lanjutkan") if begun else button,
                type="primary",
                icon=":material/play_arrow:",
                key=f"go_{key}",
                on_click=state.start_work,
                args=(key,),
            )
            stopped = _("{done} dari {all} langkah sudah selesai dan tersimpan.").format(
                done=_.number(n_done), all=_.number(len(steps))
            )
            st.caption(stopped if begun else hint, width="stretch")
        return False
    with st.container(horizontal=True, vertical_alignment="center", key=f"run_{key}"):
        st.button(
            _("Hentikan"),
            icon=":material/stop:",
            key=f"stop_{key}",
            on_click=state.end_work,
            args=(key,),
        )
        bar = st.progress(0.0, width="stretch")
    for number, step in enumerate(left, start=n_done):
        text = _("Langkah {step} dari {all}: {name}").format(
            step=_.number(number + 1), all=_.number(len(steps)), name=step.name
        )
        start, size = number / len(steps), 1 / len(steps)
        bar.progress(start, text=text)
        step.work(_reporting(bar, start, size, text))
    state.end_work(key)
    st.rerun()
    return True


def _reporting(bar: Any, start: float, size: float, text: str) -> Report:
    return lambda done: bar.progress(min(1.0, start + size * done), text=text)

"""The forms of a main message as one text file, for whoever designs, reads aloud or sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments.advice import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segments.advice import MessageSet, Playbook
    from segments.i18n import Translator

LINE = "-" * 60


def messages_text(
    messages: MessageSet, playbook: Playbook, translator: Translator, *, ready: Sequence[str]
) -> bytes:
    """Write the forms that are ready; the others are named, not printed."""
    _ = translator
    names = {form.id: in_language(form, "name", _.language) for form in playbook.forms.values()}
    parts = [f"{_('Pesan utama')}\n{LINE}\n{messages.core}"]
    waiting = []
    for one in messages.adaptations:
        if one.form in ready:
            parts.append(f"{names[one.form]}\n{LINE}\n{one.text}")
        else:
            waiting.append(names[one.form])
    if waiting:
        parts.append(_("Belum siap, jadi tidak dimuat: {forms}.").format(forms="; ".join(waiting)))
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8-sig")

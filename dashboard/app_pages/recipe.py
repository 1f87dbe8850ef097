"""Put a recipe together: columns, settings, reasons, and the segments that come of it."""

import streamlit as st

from dashboard import state
from dashboard.components import recipe_answer, recipe_form, recipe_screen, recipe_sources
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Susun resep"),
    _("Ciri apa yang membedakan desa, seberapa berat, dan dengan cara apa dikelompokkan."),
)
recipe_sources.open_linked_recipe()
recipe_form.show_recipe_head()
words = {
    "columns": _("1 Ciri"),
    "settings": _("2 Pengaturan"),
    "log": _("3 Catatan keputusan"),
    "answer": _("4 Hasil"),
}
part = st.segmented_control(
    _("Bagian resep"),
    list(words),
    format_func=words.__getitem__,
    required=True,
    label_visibility="collapsed",
    **state.bound("recipe_part"),
)
if part == "columns":
    recipe_form.show_column_choice()
    recipe_screen.show_column_screen()
elif part == "settings":
    recipe_form.show_settings()
elif part == "log":
    recipe_screen.show_decision_log()
else:
    recipe_answer.show_recipe_answer()

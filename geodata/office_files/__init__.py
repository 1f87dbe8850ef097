"""Reading the files that offices have: guards, sheets, headings, numbers."""

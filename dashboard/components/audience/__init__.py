"""The audience builder: conditions, answer, crosstab, saved audiences."""

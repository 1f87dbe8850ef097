"""A campaign step by step: brief, whom, money, message, measures, approval."""

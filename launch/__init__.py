"""Getting the project to run: its environment and its server, by the standard library alone."""

"""Speed and memory of Khalayak, measured beside the obvious alternative in the same run."""

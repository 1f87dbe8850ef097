"""The segmentation in use and the versions of the office."""

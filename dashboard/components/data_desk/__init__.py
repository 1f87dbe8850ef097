"""The data desk: an upload, what is saved, the dictionary, the coverage, what is wanted."""

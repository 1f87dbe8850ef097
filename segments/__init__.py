"""What follows from the figures about places: segments, audiences, advice, campaigns, files."""

"""What came back: files taken in, board, score, lessons."""

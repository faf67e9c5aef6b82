"""Files of articles in, text with offsets, blocks and metadata out."""

"""Files of other programs in, passages with their marks out; from these, a study."""

"""The text of articles in, who said what out: findings with speaker, words, place and reason."""
